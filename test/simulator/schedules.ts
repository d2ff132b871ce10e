import { expect } from "@jest/globals";
import fc from "fast-check";
import { lastReceive } from "#shared/decide/delays.ts";
import { isFinal } from "#shared/model/outcome.ts";
import { type End, inOrder, run, type Schedule } from "./run.ts";
import { everything } from "./scenario.ts";

/** What must not depend on the schedule: every resource's tags, every creation's owner and outcome, every case, every dead letter. */
export const essence = async ({ world, dead }: End) => ({
  tags: Object.fromEntries([...world.resources].map(([arn, { tags }]) => [arn, Object.fromEntries([...tags].sort())])),
  creations: (await world.rows())
    .map(({ resource, createdAt, outcome, owner }) => ({
      arn: resource.arn,
      createdAt,
      outcome,
      team: owner.team?.value,
      studiouserid: owner.studiouserid?.value,
    }))
    .sort((a, b) => (a.arn + a.createdAt < b.arn + b.createdAt ? -1 : 1)),
  rounds: await world.rounds(),
  dead: [...new Set(dead.map(({ body }) => JSON.stringify(body)))],
  cases: [...world.cases].sort(),
  notices: [...new Set(world.notices.filter(({ type }) => type !== "guarded-tag-changed").map(({ id }) => id))].sort(),
});

export const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer(),
  faultRate: fc.constantFrom(0, 0.05, 0.3, 0.7),
  faultBudget: fc.integer({ min: 0, max: 6 }),
  longestDelay: fc.constantFrom(0, 2, 30, 120),
  duplicates: fc.constantFrom(0, 0.3, 1),
  drops: fc.constantFrom(0, 0.1),
  invisible: fc.constantFrom(0, 1, 20, 120),
  echoes: fc.boolean(),
});

/** 2,000 by default, over two files. SIMULATOR_RUNS=10000 is the acceptance figure: five minutes of a core. */
export const numRuns = Number(process.env.SIMULATOR_RUNS ?? 2_000) / 2;

/** So many schedules end like one delivery in order. */
export const expectOneEnd = async (seed: number): Promise<void> => {
  const expected = await essence(await run(everything, inOrder));
  let faultsMet = 0;
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const end = await run(everything, schedule);
      expect(await essence(end)).toEqual(expected);
      const rows = await end.world.rows();
      expect(rows.filter(({ outcome }) => !isFinal(outcome))).toEqual([]); // unaccounted = 0
      expect(rows).toHaveLength(14); // one outcome per creation
      expect(end.mostCalls).toBeLessThanOrEqual(2);
      expect(Math.max(...rows.map(({ history }) => history.length))).toBeLessThanOrEqual(lastReceive);
      faultsMet += schedule.faultBudget > 0 && schedule.faultRate > 0 ? 1 : 0;
    }),
    { numRuns, seed },
  );
  expect(faultsMet).toBeGreaterThan(numRuns / 3);
};
