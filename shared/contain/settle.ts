import { whyNot } from "../decide/containment-turn.ts";
import type { Incident, RungId } from "../model/incident.ts";
import { IamRefusal } from "../model/role-image.ts";
import { secondsBetween } from "../model/time.ts";
import { countReached, kept, patience, taking, withLine } from "./climb.ts";
import { groundOf, isDone, lineOf, NotThatRole, replacedBy, snapshotOf } from "./ground.ts";
import { ladder } from "./ladder.ts";
import { marked, newSessionsOf } from "./marked.ts";
import { prepared } from "./prepare.ts";
import { asksForWhole, reachWords } from "./reach/reached.ts";
import { change, type Held, step } from "./run.ts";
import type { Climbed, Ground, Rung, Verified } from "./rung.ts";
import { propagation } from "./rungs/restamp.ts";
import { tell, timesTold } from "./tell.ts";

/** Seconds for which what is not seen of a change may be an old answer, and nobody's doing. */
const young = 30;

/**
 * Looks at all that was done at once, puts back what does not stand, and records how it is: contained, or failed and
 * somebody told. Never contained by what was written; only by what was seen to hold.
 */
export const settle = async (run: Held, turn: string): Promise<void> => {
  let look = await step(run, `${turn}: prove all`, (row) => lookAtAll(run, row));
  for (const [index, seconds] of patience.entries()) {
    if (look.replacedBy || (look.fallen.length === 0 && look.young <= 0)) break;
    await run.context.wait(`${turn}: before proof ${index + 2}`, { seconds: Math.max(seconds, look.young) });
    look = await step(run, `${turn}: prove all ${index + 2}`, (row) => lookAtAll(run, row));
  }
  await step(run, `${turn}: record`, (row) => conclude(run, row, look));
};

interface Look {
  /** IAM's time. */
  at: string;
  fallen: readonly string[];
  replacedBy?: NonNullable<Incident["replacedBy"]>;
  /**
   * Seconds until the last change has had its time: until then whoever is denied may still be let, may undo it, and what is
   * read may be from before that.
   */
  young: number;
}

/** The deny covers what the stamps deny: they count where it is not there. */
const youngIn = (row: Incident, at: string): number => {
  const covered: readonly RungId[] = isDone(row, "deny") ? ["snapshot", "sessions", "restamp"] : ["snapshot"];
  const changed = row.rungs
    .filter(({ rung, status }) => status === "done" && !covered.includes(rung))
    .flatMap(({ evidence }) => evidence.at ?? [])
    .toSorted()
    .at(-1);
  return changed === undefined ? 0 : Math.ceil(propagation - secondsBetween(changed, at));
};

/** Of a role that is deleted nothing else can be asked. */
const provable = (row: Incident): readonly Rung[] =>
  isDone(row, "delete")
    ? ladder.filter(({ id }) => id === "delete")
    : ladder.filter(({ id }) => id !== "snapshot" && (isDone(row, id) || isWatched(row, id)));

/** What they found nothing of may come to light later: records need minutes. */
const isWatched = (row: Incident, id: RungId): boolean => found.has(id) && lineOf(row, id)?.status === "skipped";

const lookAtAll = async (run: Held, seen: Incident): Promise<Look> => {
  const { world } = run;
  const ground = await groundOf(world, seen);
  const verdicts = await Promise.all(
    provable(seen).map(async (rung) => ({ rung, ...(await rung.verify(ground, world)) })),
  );
  const fallen = verdicts.filter(({ holds }) => holds !== true);
  let row = seen;
  for (const { rung, holds, detail, undone } of fallen) {
    if (holds === false) row = await putBack(run, row, rung, ground, { detail, undone });
  }
  const another = replacedBy(ground);
  return {
    at: ground.at,
    ...(another ? { replacedBy: another } : {}),
    young: youngIn(row, ground.at),
    fallen: fallen.map(({ rung, detail }) => `${rung.id}: ${detail}`),
  };
};

/** Applied again at once; said, where it is no old answer. */
const putBack = async (
  run: Held,
  seen: Incident,
  rung: Rung,
  ground: Ground,
  { detail, undone }: Pick<Verified, "detail"> & { undone: true | undefined },
): Promise<Incident> => {
  const { world } = run;
  const since = lineOf(seen, rung.id)?.evidence.at ?? ground.at;
  // What was proven and does not stand was undone; before that it may not have held yet.
  const isOld = seen.phase === "contained" || secondsBetween(since, ground.at) >= young;
  const isDisturbed = (!found.has(rung.id) || undone === true) && isOld;
  const ready = await prepared(run, rung, { ...ground, incident: seen });
  const again = await appliedAgain(run, rung, ready);
  const what = `${rung.id}: ${detail}${again ? "; it was applied again" : ""}`;
  // Nothing can be done about it, and it was said.
  const isSaid = again === undefined && seen.disturbed.some((each) => each.what === what);
  if (again) await countReached(run, seen, again);
  const withAgain = (row: Incident): Incident => (again ? withLine(kept(row, again), again.line) : row);
  if (!isDisturbed || isSaid) return change(run, withAgain, ready.incident);
  return sayDisturbed(run, seen, { what, at: ground.at }, (row) => ({
    ...withAgain(row),
    disturbed: [...row.disturbed, { at: world.now(), what }].slice(-mostDisturbed),
  }));
};

/** Undefined: it cannot be, and what still denies has to be enough. */
const appliedAgain = async ({ world }: Held, rung: Rung, ground: Ground): Promise<Climbed | undefined> => {
  try {
    // One that takes something away reads its snapshot first.
    const snapshot = taking.has(rung.id) ? await snapshotOf(ground.incident, world) : undefined;
    return await rung.apply({ ...ground, snapshot }, world);
  } catch (error) {
    const isFinal = error instanceof IamRefusal || error instanceof NotThatRole || taking.has(rung.id);
    if (isFinal) return undefined;
    throw error;
  }
};

/** The newest that a row keeps. */
const mostDisturbed = 20;

/** What they find later was mostly not there before: nobody undid anything. */
const found: ReadonlySet<RungId> = new Set(["chained", "minted"]);

const sayDisturbed = async (
  run: Held,
  row: Incident,
  { what, at }: { what: string; at: string },
  told: (row: Incident) => Incident,
): Promise<Incident> => {
  if (!row.exercise) run.world.count("ContainmentDisturbed");
  if (row.containedAt !== undefined)
    await run.world.markContained(row.role, { ...marked(row, row.containedAt), again: at });
  // Who works against it without end does not fill people's mail: one notice in ten minutes. The alarm counts all.
  const which = at.slice(0, "2026-11-22T10:0".length);
  return tell(run, row, { type: "vendor-containment-disturbed", detail: what, which }, told);
};

/** Approved since the rungs were climbed: the next turn climbs it. */
const isYetToCome = (row: Incident, id: RungId): boolean => lineOf(row, id)?.status === "waiting";

/** Everything proven that was to be done. What a full quota left out is covered by the deny. */
export const unproven = (row: Incident): readonly string[] => {
  const missing = (
    ["snapshot", "sessions", "deny", "trust", "restamp", "boundary", "detach", "delete"] as const
  ).filter((id) => whyNot(row, id) === undefined && !isDone(row, id) && !isYetToCome(row, id));
  const excused: readonly RungId[] = isDone(row, "deny") ? ["sessions", "restamp"] : [];
  const lacking = missing.filter((id) => !excused.includes(id) || lineOf(row, id)?.status === "failed");
  const failed = row.rungs.filter(({ status }) => status === "failed").map(({ rung }) => rung);
  return [...new Set([...lacking, ...failed])].map((id) => `${id}: ${lineOf(row, id)?.evidence.detail ?? "not done"}`);
};

const conclude = async (run: Held, seen: Incident, look: Look): Promise<void> => {
  const { at, fallen, young: left } = look;
  const isDenied = isDone(seen, "sessions") || isDone(seen, "deny");
  const why = [...fallen, ...unproven(seen)];
  if (!isDenied) why.push("nothing denies it");
  if (left > 0) why.push("the last change was seconds ago, and it was changed all the time");
  if (look.replacedBy) why.push("what the new role does, or an order, opens the next incident");
  if (why.length > 0) return recordFailure(run, seen, why.join("; "), look.replacedBy);
  const { world } = run;
  const words = `proven at ${at} by IAM's clock: ${newSessionsOf(seen) === "denied" ? "no session of it can act" : "no session from before can act; new ones can"}`;
  if (seen.phase === "contained") return askForWhole(run, seen);
  const containedAt = seen.containedAt ?? at;
  await world.markContained(seen.role, marked(seen, containedAt));
  if (!seen.exercise) world.count("Contained");
  const next = ladder.find(({ id }) => !isDone(seen, id) && lineOf(seen, id)?.status === "waiting")?.id;
  const said = {
    type: "vendor-contained",
    detail: [`${words}.`, seen.causes[0]?.reason ?? "", reachWords(seen.reached)].filter(Boolean).join(" "),
    choices: [...(next ? (["go-on"] as const) : []), "restore"],
    ...(next ? { next } : {}),
  } as const;
  const row = await tell(run, seen, said, (before) => ({ ...before, phase: "contained", why: words, containedAt }));
  await askForWhole(run, row);
};

/** Once: sessions came to light that can be denied with a whole role only, and others use that role. */
const askForWhole = async (run: Held, row: Incident): Promise<void> => {
  if (!asksForWhole(row)) return;
  const detail = reachWords(row.reached.filter(({ asks }) => asks === "whole-role"));
  const type = "vendor-containment-waits";
  if (row.notices.some((id) => id.startsWith(`${type}#`) && id.endsWith("#chained"))) return;
  await tell(run, row, { type, detail, which: "chained", choices: ["go-on", "restore"], next: "chained" });
};

/** Somebody is told, once per reason, and what denies stays. */
export const recordFailure = async (
  run: Held,
  seen: Incident,
  why: string,
  another?: Incident["replacedBy"],
): Promise<void> => {
  if (seen.phase === "failed" && seen.why === why) return;
  if (!seen.exercise) run.world.count("ContainmentFailed");
  const type = "vendor-containment-failed";
  const detail = `${why}. What was done stays: ${[...rungsDone(seen)].join(", ") || "nothing"}.`;
  await tell(run, seen, { type, detail, which: timesTold(seen, type), choices: ["go-on", "restore"] }, (row) => ({
    ...row,
    phase: "failed",
    why,
    ...(another ? { replacedBy: another } : {}),
  }));
};

const rungsDone = (row: Incident): readonly RungId[] => ladder.map(({ id }) => id).filter((id) => isDone(row, id));
