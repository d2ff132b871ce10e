import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../shared/model/settings.ts";
import { names } from "../shared/names.ts";
import { rulesFor } from "../shared/rules.ts";
import { ofType, type Synthesised, synthesise, text } from "./fixture.ts";

const ruleNames = (stack: Synthesised | undefined): unknown[] =>
  (stack ? ofType(stack, "AWS::Events::Rule") : []).map(([, { Properties }]) => Properties.Name).toSorted();

const all = rulesFor({ partition: "aws", account: "123456789012" });
const namesOf = (rules: typeof all): readonly string[] => rules.map(({ name }) => name).toSorted();
/** IAM's records appear in the global region only. */
const sageMakerRegion = namesOf(all.filter(({ isGlobal }) => !isGlobal));
const globalRegion = namesOf(all.filter(({ queue }) => queue !== "creations"));

/** Region -> the rules of its collector. */
const collectors = (region: string | string[]): Record<string, unknown[]> => {
  const stacks = synthesise({ change: { region } });
  const found = Object.entries(stacks).filter(([id]) => id.startsWith(names.collectorStack));
  return Object.fromEntries(found.map(([, stack]) => [stack.region, ruleNames(stack)]));
};

describe("collectors", () => {
  test.each([
    ["at home in us-east-1, none is needed", "us-east-1", {}],
    ["IAM and STS's global endpoint are heard in us-east-1", "eu-west-1", { "us-east-1": globalRegion }],
    ["a further region forwards all but IAM", ["us-east-1", "eu-west-1"], { "eu-west-1": sageMakerRegion }],
    ["us-east-1 may be a further region", ["eu-west-1", "us-east-1"], { "us-east-1": namesOf(all) }],
    ["GovCloud has a first region of its own", "us-gov-east-1", { "us-gov-west-1": globalRegion }],
    ["so has China", "cn-northwest-1", { "cn-north-1": globalRegion }],
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
    expect(names.runbooksStack in stacks).toBe(false); // nor has it AWS::SSM::Document
  });
});

test("cdk-nag and CloudFormation's own rules find nothing in any stack", () => {
  const stacks = synthesise({ change: { region: ["eu-west-1", "us-west-2"], trail: "create" } });
  expect(Object.keys(stacks)).toHaveLength(5);
});

test("one template serves any account: nothing names one", () => {
  for (const stack of Object.values(synthesise({ change: { region: ["eu-west-1", "us-west-2"] } }))) {
    expect(text(stack.resources)).not.toMatch(/\b\d{12}\b/);
  }
});

test("a registered role outside our name space is heard in every region", () => {
  const roleArn = "arn:aws:iam::111122223333:role/DatadogIntegrationRole";
  const vendors = settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} },
    vendors: { datadog: { accounts: ["464622532012"], roleArn } },
  }).vendors;
  const stacks = synthesise({ change: { region: ["us-east-1", "eu-west-1"], vendors } });
  const hearing = Object.values(stacks).filter((stack) => ruleNames(stack).includes("sagewarden-vendor-registered-1"));
  expect(hearing.map(({ region }) => region).toSorted()).toEqual(["eu-west-1", "us-east-1"]);
});
