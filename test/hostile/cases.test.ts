import { describe, expect, test } from "@jest/globals";
import type { Case } from "./corpus/case.ts";
import { principals } from "./corpus/principals.ts";
import { resources } from "./corpus/resources.ts";
import { sessions } from "./corpus/sessions.ts";
import { tags } from "./corpus/tags.ts";
import { expectHarmless } from "./harmless.ts";
import { bobsArn, ownerTags } from "./perfect.ts";
import { type Ending, stageOf, tagsOf } from "./stage.ts";

const corpus: Readonly<Record<string, readonly Case[]>> = {
  "forged principals": principals,
  "forged sessions and roles": sessions,
  "forged resources": resources,
  "forged tags": tags,
};

const playCase = async ({ events, settings, lookups }: Case) => {
  const stage = stageOf({ ...(settings ? { settings } : {}), ...(lookups ? { lookups } : {}) });
  const endings: Ending[] = [];
  for (const event of events)
    endings.push(...(await stage.play(typeof event === "string" ? event : JSON.stringify(event))));
  return { stage, endings };
};

describe.each(Object.entries(corpus))("%s", (_, cases) => {
  test.each(cases.map((row) => [row.name, row] as const))("%s", async (_, row) => {
    const { stage, endings } = await playCase(row);
    const { writes = [], outcomes, notices, end = "done" } = row;
    expect(stage.writes).toEqual(writes);
    const ended = stage.items().flatMap(({ outcome }) => outcome ?? []);
    if (outcomes) expect(ended).toEqual(outcomes);
    else expect(ended).toHaveLength(end === "poison" ? 0 : 1);
    // Of what nobody owns its case tells.
    const told = [...stage.notices.map(({ type }) => type), ...[...stage.world.cases].map(() => "unowned")];
    if (notices) expect(told).toEqual(notices);
    expect(endings.at(-1)?.end).toBe(end);
    if (!writes.some(({ arn }) => arn === bobsArn)) expect(tagsOf(stage.world, bobsArn)).toEqual(ownerTags.bob);
    expectHarmless(stage, endings);
  });
});

test("each case that nothing gives away says so, and costs one AddTags at most", () => {
  const all = Object.values(corpus).flat();
  const told = all.filter(({ indistinguishable }) => indistinguishable !== undefined);
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter(({ writes = [] }) => writes.length > 1)).toEqual([]);
});
