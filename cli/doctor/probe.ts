import { secondsBetween, secondsOf } from "#shared/model/time.ts";
import type { ProbeRow } from "#shared/probe/row.ts";
import { type Answer, type Check, fail, ok, warn } from "./check.ts";

/** When the teams' borders were last tried, and how that ended. A run may be late by another. */
export const judgeProbe = (last: ProbeRow | undefined, every: string, now: string): Answer => {
  const again = "npx sagewarden probe";
  if (last === undefined) return warn("the teams' borders were never tried", again);
  const { at, borders, attempts, crossed, unknown } = last;
  const [first] = crossed;
  if (first !== undefined) {
    return fail(
      `at ${at} ${crossed.length} attempts crossed a border: ${first.team} on ${first.other}, ${first.id}`,
      "npx sagewarden verify --live names the statement",
    );
  }
  if (secondsBetween(at, now) > 2 * secondsOf(every))
    return fail(`the teams' borders were last tried at ${at}, every ${every} is wanted`, again);
  const [blind] = unknown;
  if (blind === undefined) return ok(`${attempts} attempts at ${borders} borders were refused at ${at}`);
  return warn(`at ${at} ${unknown.length} of ${attempts} attempts proved nothing: ${blind.id}: ${blind.error}`, again);
};

export const probe: Check = {
  id: "probe",
  run: async ({ settings: { access }, account }) => {
    if (access === undefined) return ok("no access is set up");
    if (access.probe === false)
      return warn("access.probe is false: the teams' borders are not tried", "docs/access.md");
    return judgeProbe(await account.probed(), access.probe.every, new Date().toISOString());
  },
};
