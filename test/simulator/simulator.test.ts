import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lastReceive } from "#shared/decide/delays.ts";
import { isFinal } from "#shared/model/outcome.ts";
import { type End, inOrder, run, type Schedule } from "./run.ts";
import { everything } from "./scenario.ts";

/** What must not depend on the schedule: every resource's tags, every creation's owner and outcome, every dead letter. */
const essence = async ({ world, dead }: End) => ({
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
  notices: [...new Set(world.notices.filter(({ type }) => type !== "guarded-tag-changed").map(({ id }) => id))].sort(),
});

const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer(),
  faultRate: fc.constantFrom(0, 0.05, 0.3, 0.7),
  faultBudget: fc.integer({ min: 0, max: 6 }),
  longestDelay: fc.constantFrom(0, 2, 30, 120),
  duplicates: fc.constantFrom(0, 0.3, 1),
  drops: fc.constantFrom(0, 0.1),
  invisible: fc.constantFrom(0, 1, 20, 120),
  echoes: fc.boolean(),
});

describe("one delivery in order", () => {
  test("ends as it must", async () => {
    const end = await run(everything, inOrder);
    const { tags, creations, dead } = await essence(end);
    expect(Object.entries(tags).map(([arn, owned]) => `${arn.split("/")[1]} ${JSON.stringify(owned)}`)).toEqual([
      'plain {"note":"mine","studiouserid":"alice","team":"TeamA"}',
      'right {"studiouserid":"alice","team":"TeamA"}',
      'forged {"studiouserid":"alice","team":"TeamA"}',
      "untraceable {}",
      'claimed {"studiouserid":"bob","team":"TeamB"}',
      'partial {"cost":"42","studiouserid":"bob","team":"TeamB"}',
      'fought {"studiouserid":"alice","team":"TeamA"}',
      'again {"studiouserid":"bob","team":"TeamB"}',
      'train {"studiouserid":"alice","team":"TeamA"}',
      'search {"studiouserid":"alice","team":"TeamA"}',
      'claimed-right {"studiouserid":"bob","team":"TeamB"}',
      'of-tagged-role {"studiouserid":"bob","team":"TeamB"}',
      'search-001-0a1b2c3d {"studiouserid":"alice","team":"TeamA"}',
    ]);
    expect(creations.map(({ arn, outcome }) => `${arn.split("/")[1]} ${outcome}`)).toEqual([
      "search tagged",
      "again tagged",
      "again tagged",
      "claimed-right ok",
      "claimed unowned",
      "forged mismatch",
      "fought tagged",
      "of-tagged-role tagged",
      "partial tagged",
      "plain tagged",
      "right ok",
      "untraceable unowned",
      "search-001-0a1b2c3d tagged",
      "train tagged",
    ]);
    expect(dead).toHaveLength(1);
  });
});

/** 10,000 by default: the acceptance figure. SIMULATOR_RUNS makes a quick look or a long night of it. */
const numRuns = Number(process.env.SIMULATOR_RUNS ?? 10_000);

test(`${numRuns} schedules end like one delivery in order`, async () => {
  const expected = await essence(await run(everything, inOrder));
  const seen = { faultsMet: 0, most: 0 };
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const end = await run(everything, schedule);
      expect(await essence(end)).toEqual(expected);
      const rows = await end.world.rows();
      expect(rows.filter(({ outcome }) => !isFinal(outcome))).toEqual([]); // unaccounted = 0
      expect(rows).toHaveLength(14); // one outcome per creation
      expect(end.mostCalls).toBeLessThanOrEqual(2);
      expect(Math.max(...rows.map(({ history }) => history.length))).toBeLessThanOrEqual(lastReceive);
      seen.most = Math.max(seen.most, end.deliveries);
      seen.faultsMet += schedule.faultBudget > 0 && schedule.faultRate > 0 ? 1 : 0;
    }),
    { numRuns, seed: 20_261_122 },
  );
  expect(seen.faultsMet).toBeGreaterThan(numRuns / 3);
}, 600_000);
