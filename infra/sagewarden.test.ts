import { describe, expect, test } from "@jest/globals";
import { names } from "../shared/names.ts";
import { rulesFor } from "../shared/rules.ts";
import { ofType, type Synthesised, statementsOf, synthesise, text } from "./fixture.ts";

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

  const stacks = synthesise({ change: { region: ["us-east-1", "eu-west-1"] } });
  const collector = stacks[`${names.collectorStack}-eu-west-1`] as Synthesised;

  test("forward to the home region's default bus, and to nothing else", () => {
    const bus = /event-bus\/default/;
    const [forward] = ofType(collector, "AWS::IAM::Policy").flatMap(([, policy]) => statementsOf(policy));
    expect(forward).toMatchObject({ Action: "events:PutEvents", Effect: "Allow" });
    expect(text(forward?.Resource)).toMatch(bus);
    for (const [, { Properties }] of ofType(collector, "AWS::Events::Rule")) {
      const [target] = Properties.Targets as { Arn: unknown; DeadLetterConfig: unknown }[];
      expect(text(target?.Arn)).toMatch(/us-east-1:.*event-bus\/default/);
      expect(target?.DeadLetterConfig).toBeDefined();
    }
  });

  test("give their role the boundary of the home stack", () => {
    const [role] = ofType(collector, "AWS::IAM::Role").map(([, { Properties }]) => Properties);
    expect(role).toMatchObject({ Path: names.rolePath });
    expect(text(role?.PermissionsBoundary)).toContain(`:policy${names.rolePath}${names.boundary}`);
  });

  test("alarm in their own region when forwarding fails", () => {
    const alarms = ofType(collector, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties.AlarmName);
    expect(alarms).toEqual(["sagewarden-forward-dead-letters"]);
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

  test("hears every region, reads and writes, and its files can be proven and stay", () => {
    const trail = synthesise({ change: { trail: "create" } })[names.trailStack] as Synthesised;
    expect(ofType(trail, "AWS::CloudTrail::Trail").map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        IsLogging: true,
        KMSKeyId: expect.anything(),
        EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "All" }],
      }),
    ]);
    const [bucket] = ofType(trail, "AWS::S3::Bucket").map(([, resource]) => resource);
    expect(bucket).toMatchObject({
      DeletionPolicy: "Retain",
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: "Enabled" },
      },
    });
  });
});

describe("cdk-nag and CloudFormation's own rules", () => {
  test("find nothing in any stack", () => {
    const stacks = synthesise({ change: { region: ["eu-west-1", "us-west-2"], trail: "create" } });
    expect(Object.keys(stacks)).toHaveLength(4);
  });

  test("would find an unencrypted queue", () => {
    expect(() => synthesise({ spoil: true })).toThrow(/AwsSolutions-SQS4/);
  });
});

test("one template serves any account: nothing names one", () => {
  for (const stack of Object.values(synthesise({ change: { region: ["eu-west-1", "us-west-2"] } }))) {
    expect(text(stack.resources)).not.toMatch(/\b\d{12}\b/);
  }
});
