import { containmentTurn, isApproved, isPersons, type Tally, whyNot } from "../decide/containment-turn.ts";
import { endedPhases, type Incident } from "../model/incident.ts";
import type { Hold } from "../model/pause.ts";
import { secondsBetween, secondsOf } from "../model/time.ts";
import { groundOf } from "./ground.ts";
import { ladder } from "./ladder.ts";
import { change, type Held, heardIn, step, untilWoken } from "./run.ts";
import type { Ground } from "./rung.ts";
import { strike } from "./strike.ts";
import { tell } from "./tell.ts";
import { touchable } from "./touchable.ts";
import type { IncidentWorld } from "./world.ts";

/** How long a containment waits for a person, and the longest sleep meanwhile. */
const patience = { whole: secondsOf("P14D"), turn: secondsOf("PT6H") };
/** Seconds between two looks at a pause: somebody may resume before its time. */
const pauseTurn = 120;

type Leave = "begun" | "ended" | { version: string } | { seconds: number; heard: string };

/** Until it may begin, and the first blow has fallen. `ended`: there is nothing to be done · `version`: another one goes on. */
export const untilBegun = async (run: Held): Promise<Exclude<Leave, { seconds: number }>> => {
  for (let turn = 1; ; turn++) {
    const leave = await step(run, `begin ${turn}`, (row) => begin(run, row));
    if (typeof leave === "string" || "version" in leave) return leave;
    await untilWoken(run, `wait for leave ${turn}`, leave);
  }
};

const nobody: Tally = { burst: 0, hour: 0 };

const begin = async (run: Held, row: Incident): Promise<Leave> => {
  const { world } = run;
  if (row.phase === "contained" || row.phase === "failed") return "begun";
  // Nothing was done yet, and settings that hold no longer are not to decide what will be.
  const version = row.phase === "held" ? await world.successor() : undefined;
  if (version !== undefined) return { version };
  const isBegun = row.phase === "containing";
  const [ground, hold] = await Promise.all([
    groundOf(world, row),
    isBegun || isPersonsWord(row) ? undefined : world.held(),
  ]);
  const verdict: Verdict = isBegun
    ? { phase: "containing", why: row.why, ...(row.brake ? { brake: row.brake } : {}) }
    : await verdictNow(row, ground, hold, world);
  if (verdict.phase === "containing") await strike(run, await enter(run, row, verdict), ground);
  await say(run, row, verdict, ground);
  if (verdict.phase === "containing") return "begun";
  return entered(verdict, row, await enter(run, row, verdict));
};

/** What does not begin takes nothing of the limits: it is not counted. */
const verdictNow = async (
  row: Incident,
  ground: Ground,
  hold: Hold | undefined,
  world: IncidentWorld,
): Promise<Verdict> => {
  const rules = { ...world, isVendors: await isVendors(ground, world) };
  const verdict = heldBy(hold, verdictOf(row, ground, rules, nobody));
  if (verdict.phase !== "containing" || row.exercise) return verdict;
  return verdictOf(row, ground, rules, await world.tally(row.id, world.now()));
};

/** It waits, or has ended. Not entered: somebody said something since, which is judged at once. */
const entered = ({ phase, again }: Verdict, seen: Incident, now: Incident): Leave =>
  phase === "held" || now.phase !== phase ? { seconds: again ?? patience.turn, heard: heardIn(seen) } : "ended";

const heldBy = (hold: Hold | undefined, verdict: Verdict): Verdict =>
  hold && verdict.phase === "containing"
    ? { phase: "held", why: hold.why, again: Math.min(pauseTurn, hold.seconds) }
    : verdict;

/** A pause holds back what begins by itself. */
const isPersonsWord = ({ causes, answers }: Incident): boolean =>
  causes.some(isPersons) || isApproved(answers, "begin");

export interface Verdict {
  phase: "refused" | "observed" | "held" | "closed" | "containing";
  why: string;
  brake?: NonNullable<Incident["brake"]>;
  metric?: "ContainmentBurst" | "ContainmentLimit";
  /** Of what is held: seconds until it is looked at again. */
  again?: number;
}

type Rules = Pick<IncidentWorld, "settings" | "place" | "now"> & { isVendors: boolean };

/** Whether it may begin. Pure. */
export const verdictOf = (row: Incident, ground: Ground, rules: Rules, tally: Tally): Verdict => {
  const { settings, place, now } = rules;
  const around = { place, settings, live: ground.live, isVendors: rules.isVendors };
  const refused = touchable({ arn: row.role, as: "vendor" }, around);
  if (refused !== undefined) return { phase: "refused", why: refused };
  const last = row.answers.findLast(({ verdict }) => verdict === "accepted");
  if (last?.choice === "stop-here")
    return { phase: "closed", why: `${last.by} said so at ${last.at}: nothing was done` };
  const turn = containmentTurn({ incident: row, contract: ground.contract, settings, tally });
  if (turn.turn === "observe") return { phase: "observed", why: turn.why };
  if (turn.turn === "begin") {
    const { why, brake, metric } = turn;
    return { phase: "containing", why, ...(brake ? { brake } : {}), ...(metric ? { metric } : {}) };
  }
  if (secondsBetween(row.openedAt, now()) > patience.whole)
    return { phase: "closed", why: "nobody said within 14 days that it may begin: nothing was done" };
  return { phase: "held", why: turn.why, ...(turn.metric ? { metric: turn.metric } : {}) };
};

/** By our settings, or because outsiders may take it. What discovers is loaded where it is needed: a signal's role has a contract. */
const isVendors = async ({ live, contract }: Ground, { settings, place, now }: IncidentWorld): Promise<boolean> => {
  if (contract !== undefined || live === undefined) return contract !== undefined;
  const { isDiscovered } = await import("./discovered.ts");
  return isDiscovered(live, settings, place, now());
};

/** The phase stands in the row before anything is done. An end is for what was judged: no word that came since ends with it. */
const enter = (run: Held, seen: Incident, { phase, why, brake, metric }: Verdict): Promise<Incident> => {
  if (metric && !seen.exercise && seen.phase !== phase) run.world.count(metric);
  const isEnd = endedPhases.includes(phase);
  const end = isEnd ? { endedAt: run.world.now() } : {};
  return change(run, (row) => {
    const isThere = row.phase === phase && row.why === why;
    const isNews = isEnd && heardIn(row) !== heardIn(seen);
    return isThere || isNews ? row : { ...row, phase, why, ...(brake ? { brake } : {}), ...end };
  });
};

const say = async (run: Held, row: Incident, { phase, why, brake }: Verdict, ground: Ground): Promise<void> => {
  const waits = { type: "vendor-containment-waits" as const };
  if (phase === "refused") await tell(run, row, { type: "vendor-contain-refused", detail: why });
  if (phase === "observed")
    await tell(run, row, { type: "vendor-would-contain", detail: `${why}. ${plansOf(row, ground, run.world)}` });
  if (phase === "held")
    await tell(run, row, { ...waits, which: "begin", detail: why, choices: ["go-on", "stop-here"], next: "begin" });
  if (brake)
    await tell(run, row, {
      ...{ ...waits, which: "brake", detail: `It stops after ${brake.at}: ${brake.why}.` },
      ...{ choices: ["go-on", "stop-here", "restore"], next: "trust" },
    });
};

/** What each rung would do now. */
const plansOf = (row: Incident, ground: Ground, { place }: IncidentWorld): string =>
  ladder.map((rung) => `${rung.id}: ${whyNot(row, rung.id) ?? rung.plan(ground, place).detail}`).join(" · ");
