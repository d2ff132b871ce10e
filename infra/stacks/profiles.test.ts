import { describe, expect, test } from "@jest/globals";
import { inStacks } from "./profiles.ts";

const people = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);
const unit = (count: number) => ({ team: "TeamA", project: undefined, people: people(count) });

describe("a team's people", () => {
  test.each([
    [0, 1],
    [400, 1],
    [401, 2],
    [2_000, 8],
  ])("%i are in %i stacks, each in one", (count, stacks) => {
    const parts = inStacks(unit(count));
    expect(parts).toHaveLength(stacks);
    expect(parts.flatMap(({ people: some }) => some).toSorted()).toEqual(people(count).toSorted());
    expect(Math.max(...parts.map(({ people: some }) => some.length))).toBeLessThanOrEqual(480);
  });

  test("stay where they are when others go", () => {
    const [before, after] = [inStacks(unit(800)), inStacks({ ...unit(800), people: people(800).slice(100) })];
    for (const [number, { people: some }] of after.entries()) {
      expect(before[number]?.people).toEqual(expect.arrayContaining([...some]));
    }
  });
});
