import { rungsUpTo } from "#shared/decide/containment-turn.ts";
import { endedPhases, type Incident, type RungId, type RungLine } from "#shared/model/incident.ts";
import type { IncidentReply } from "#shared/model/incident-order.ts";

/** What is done to one role: a containment is followed up the ladder, a restore down. */
export type Way = "contain" | "restore";

export interface FollowMeans {
  status(role: string): Promise<IncidentReply>;
  /** Ends at once when somebody interrupts. */
  wait(ms: number): Promise<void>;
  /** ms */
  now(): number;
  isInterrupted(): boolean;
}

/** `settled`: it has done what it does by itself · `left`: somebody interrupted, or nothing moves any more, and it is still under way. */
export interface Followed {
  incident: Incident | undefined;
  end: "settled" | "interrupted" | "stuck";
}

/** How often a row is asked: at once after each change, then less and less. */
const [soonest, latest] = [250, 3_000];
/** A word that was just taken, such as a further rung or a second approval, shows in the row within seconds. */
const quietMs = 15_000;
/** A rung waits for IAM's propagation, a restore for a free holder: minutes. Nothing new for longer is told as it is. */
const stuckMs = 10 * 60_000;

const linesOf = (incident: Incident | undefined, way: Way): readonly RungLine[] =>
  (way === "contain" ? incident?.rungs : incident?.restoreRungs) ?? [];

/** Whether a line stays as it is. */
export const isFinal = ({ status }: RungLine): boolean => status === "done" || status === "skipped";

const isBack = ({ phase }: Incident): boolean => phase === "restored" || phase === "closed";

/** Whether all that was asked for is proven. A rung that a full quota refuses is covered by the others: `contained` says so. */
export const isDone = (incident: Incident, way: Way): boolean => {
  if (way === "restore") return isBack(incident);
  const climbed = new Set(incident.rungs.filter(({ status }) => status !== "waiting").map(({ rung }) => rung));
  return incident.phase === "contained" && rungsUpTo(incident.upTo).every((rung) => climbed.has(rung));
};

const isMoving = (incident: Incident, way: Way): boolean => {
  const { phase, restore } = incident;
  if (way === "contain") return phase === "opened" || phase === "containing";
  return phase === "restoring" || (restore !== undefined && !isBack(incident));
};

interface Look {
  incident: Incident | undefined;
  /** ms without a change */
  quiet: number;
  hasMoved: boolean;
}

/** Whether to look on. One that was put back already may be asked for once more: its row says so a moment later. */
const stand = ({ incident, quiet, hasMoved }: Look, way: Way): Followed["end"] | "look-on" => {
  if (incident !== undefined) {
    const isOver = way === "contain" ? endedPhases.includes(incident.phase) : incident.phase === "closed";
    if (isOver || (isDone(incident, way) && (way === "contain" || hasMoved))) return "settled";
    if (isMoving(incident, way)) return quiet < stuckMs ? "look-on" : "stuck";
  }
  return quiet < quietMs ? "look-on" : "settled";
};

const printOf = (incident: Incident | undefined): string =>
  JSON.stringify([incident?.id, incident?.phase, incident?.upTo, incident?.rungs, incident?.restoreRungs]);

/**
 * Looks at a role's incident until it has done what it does by itself; `onLine` gets each rung once, when it is recorded. A line
 * that may still change (waiting, failed) is given at the end.
 */
export const follow = async (
  { role, way }: { role: string; way: Way },
  means: FollowMeans,
  onLine: (line: RungLine) => void,
): Promise<Followed> => {
  const told = new Set<RungId>();
  const tell = (lines: readonly RungLine[]): void => {
    for (const line of lines.filter(({ rung }) => !told.has(rung))) {
      told.add(line.rung);
      onLine(line);
    }
  };
  let [seen, changedAt, pause, hasMoved] = ["", means.now(), soonest, false];
  for (;;) {
    const { incident } = await means.status(role);
    const print = printOf(incident);
    if (print !== seen) [seen, changedAt, pause] = [print, means.now(), soonest];
    hasMoved ||= incident !== undefined && isMoving(incident, way);
    // Before that they are of the restore before this one.
    if (way === "contain" || hasMoved) tell(linesOf(incident, way).filter(isFinal));
    const end = stand({ incident, hasMoved, quiet: means.now() - changedAt }, way);
    if (end !== "look-on") {
      if (end === "settled") tell(linesOf(incident, way));
      return { incident, end };
    }
    if (means.isInterrupted()) return { incident, end: "interrupted" };
    await means.wait(pause);
    pause = Math.min(pause * 1.5, latest);
  }
};
