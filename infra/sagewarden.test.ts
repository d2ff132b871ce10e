import { describe, expect, test } from "@jest/globals";
import { names } from "../shared/names.ts";
import { rulesFor } from "../shared/rules.ts";
import { ofType, type Synthesised, synthesise, text } from "./fixture.ts";

const ruleNames = (stack: Synthesised | undefined): unknown[] =>
  (stack ? ofType(stack, "AWS::Events::Rule") : []).map(([, { Properties }]) => Properties.Name).toSorted();

const all = rulesFor({ partition: "aws", account: "123456789012" });
const wholeRegion = all.map(({ name }) => name).toSorted();
const sessionsOnly = all.filter(({ queue }) => queue === "sessions").map(({ name }) => name);

/** Region -> the rules of its collector. */
const collectors = (region: string | string[]): Record<string, unknown[]> => {
  const stacks = synthesise({ change: { region } });
  const found = Object.entries(stacks).filter(([id]) => id.startsWith(names.collectorStack));
  return Object.fromEntries(found.map(([, stack]) => [stack.region, ruleNames(stack)]));
};

describe("collectors", () => {
  test.each([
    ["at home in us-east-1, none is needed", "us-east-1", {}],
    ["STS's global endpoint is heard in us-east-1", "eu-west-1", { "us-east-1": sessionsOnly }],
    ["a further region forwards all", ["us-east-1", "eu-west-1"], { "eu-west-1": wholeRegion }],
    ["us-east-1 may be a further region", ["eu-west-1", "us-east-1"], { "us-east-1": wholeRegion }],
    ["GovCloud has a first region of its own", "us-gov-east-1", { "us-gov-west-1": sessionsOnly }],
    ["so has China", "cn-northwest-1", { "cn-north-1": sessionsOnly }],
  ])("%s", (_, region, expected) => {
    expect(collectors(region)).toEqual(expected);
  });
});

describe("the trail", () => {
  test.each([
    ["auto", false],
    ["none", false],
    ["create", true],
  ])("%s: is made %s", (trail, made) => {
    expect(names.trailStack in synthesise({ change: { trail } })).toBe(made);
  });

  test("is not made in the lab, whose CloudFormation has none", () => {
    const stacks = synthesise({ change: { trail: "create" }, lab: true });
    expect(Object.values(stacks).flatMap((stack) => ofType(stack, "AWS::CloudTrail::Trail"))).toEqual([]);
  });
});

test("cdk-nag and CloudFormation's own rules find nothing in any stack", () => {
  const stacks = synthesise({ change: { region: ["eu-west-1", "us-west-2"], trail: "create" } });
  expect(Object.keys(stacks)).toHaveLength(4);
});

test("one template serves any account: nothing names one", () => {
  for (const stack of Object.values(synthesise({ change: { region: ["eu-west-1", "us-west-2"] } }))) {
    expect(text(stack.resources)).not.toMatch(/\b\d{12}\b/);
  }
});
