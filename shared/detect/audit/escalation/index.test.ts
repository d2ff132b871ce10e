import { expect, test } from "@jest/globals";
import { escalationSets, minimalSets, publishedSets } from "./index.ts";
import { sageMakerSets } from "./sagemaker.ts";

const name = ({ actions }: { actions: readonly string[] }): string => actions.toSorted().join(" + ");

test("the union of the published lists: 105 sets, of which 77 hold no other", () => {
  expect(new Set(publishedSets.map(name)).size).toBe(105);
  expect(publishedSets).toHaveLength(105);
  expect(minimalSets(publishedSets)).toHaveLength(77);
});

test.each([
  ["prowler", 101],
  ["cloudsplaining", 59],
  ["rhino", 22],
] as const)("%s has %d of them", (source, count) => {
  expect(publishedSets.filter(({ sources }) => sources.includes(source))).toHaveLength(count);
});

test("none of SageMaker's is published, and each is an action", () => {
  const published = new Set(publishedSets.map(name));
  expect(sageMakerSets.filter((set) => published.has(name(set)))).toEqual([]);
  for (const { actions } of escalationSets)
    for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9*]+$/);
});

test("every larger set has one that is judged", () => {
  const without = [...publishedSets, ...sageMakerSets].filter(
    (set) => !escalationSets.some(({ actions }) => actions.every((action) => set.actions.includes(action))),
  );
  expect(without.map(name)).toEqual(["iam:*", "iam:Put*", "sts:AssumeRole"]);
});
