import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import { settings } from "../fixtures.ts";
import { type End, inOrder, run, type Schedule } from "../simulator/run.ts";
import { actsIn, eve, everythingIn, type Scenario, type Spelling } from "../simulator/scenario.ts";
import { schedules } from "../simulator/schedules.ts";
import { decoys, renamedKey, renamedSettings, renamedTags, toldPlainly, withoutDecoys } from "./spelling.ts";

const plain: Spelling = { tags: (tags) => tags, keys: (keys) => keys };
const renamed: Spelling = { tags: renamedTags, keys: (keys) => keys.map(renamedKey) };
const beside: Spelling = { ...renamed, tags: (tags) => ({ ...decoys, ...renamedTags(tags) }) };

/** Everything, and another spelling beside the real tag. */
const scenarioIn = (spelling: Spelling): Scenario => {
  const { addTags } = actsIn(spelling);
  return [...everythingIn(spelling), addTags(8_000, eve, "fought", { StudioUserId: "bob", TEAM: "TeamB" })];
};

/** All that is left of a run. `spelt`: its tags as the renamed account has them. */
const story = async ({ world, dead, deliveries, mostCalls, retries }: End, spelt: (tags: Tags) => Tags) => ({
  tags: Object.fromEntries([...world.resources].map(([arn, { tags }]) => [arn, { ...spelt(tagMap(tags)) }])),
  rows: (await world.rows()).map(({ intent, replaced, ...row }) => ({
    ...{ intent: { ...spelt(intent) }, replaced: { ...spelt(replaced) } },
    row: toldPlainly(JSON.stringify(row)),
  })),
  notices: world.notices.map((notice) => toldPlainly(JSON.stringify(notice))),
  rounds: await world.rounds(),
  ...{ cases: [...world.cases], outcomes: world.outcomes, dead: dead.map(({ reason }) => reason) },
  ...{ deliveries, mostCalls, retries, calls: world.allCalls },
});

const plainStory = async (schedule: Schedule) => story(await run(scenarioIn(plain), schedule), renamedTags);

const renamedStory = async (spelling: Spelling, schedule: Schedule) => {
  const roleTags = async (arn: string) => spelling.tags(arn.endsWith("role/Tagged") ? { team: "TeamA" } : {});
  const end = await run(scenarioIn(spelling), schedule, { settings: renamedSettings(settings), roleTags });
  return story(end, spelling === beside ? withoutDecoys : (tags) => tags);
};

describe("in order", () => {
  test("the account's keys are written, and nothing else", async () => {
    const { tags } = await renamedStory(renamed, inOrder);
    expect(new Set(Object.values(tags).flatMap(Object.keys))).toEqual(
      new Set(["cost/team", "cost/studiouserid", "note", "cost"]),
    );
  });

  test("nobody touches the tags that are called as ours are elsewhere", async () => {
    const roleTags = async () => ({});
    const { world } = await run(scenarioIn(beside), inOrder, { settings: renamedSettings(settings), roleTags });
    const tagged = [...world.resources].filter(([arn]) => !arn.endsWith("0a1b2c3d"));
    for (const [, { tags }] of tagged) expect(Object.fromEntries(tags)).toMatchObject(decoys);
  });
});

test.each([
  ["alone", renamed],
  ["beside tags of the old names", beside],
])("any schedule ends alike, with the same calls: %s", async (_, spelling) => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constant(inOrder), schedules), async (schedule) => {
      expect(await renamedStory(spelling, schedule)).toEqual(await plainStory(schedule));
    }),
    { numRuns: 60, seed: 20_261_130 },
  );
});
