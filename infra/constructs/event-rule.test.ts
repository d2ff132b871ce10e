import { describe, expect, test } from "@jest/globals";
import { Stack } from "aws-cdk-lib";
import type { RuleDefinition } from "../../shared/rules.ts";
import { EventRule, type RuleTarget, ruleArn } from "./event-rule.ts";
import { only, resourcesOf } from "./fixture.ts";

const definition: RuleDefinition = {
  name: "sagewarden-tried",
  description: "What is tried",
  state: "ENABLED",
  queue: "creations",
  pattern: { source: ["aws.sagemaker"], $or: [{ detail: { a: [{ exists: false }] } }, { detail: { a: ["x"] } }] },
};
const target: RuleTarget = { arn: "arn:target", deadLetterArn: "arn:dead" };

const ruleOf = (change: Partial<RuleDefinition>, to: Partial<RuleTarget>) =>
  only(
    resourcesOf((stack) => new EventRule(stack, "Rule", { ...definition, ...change }, { ...target, ...to })),
    "AWS::Events::Rule",
  ).Properties;
const targetOf = (to: Partial<RuleTarget> = {}) => (ruleOf({}, to).Targets as object[])[0];

describe("a rule", () => {
  test("is as it is defined, to the letter", () => {
    expect(ruleOf({}, {})).toMatchObject({ Name: definition.name, State: "ENABLED", EventPattern: definition.pattern });
  });

  test("keeps the state that delivers read-only records", () => {
    const state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
    expect(ruleOf({ state }, {}).State).toBe(state);
  });

  test("loses nothing: a day of retries, then the dead letters", () => {
    expect(targetOf()).toEqual({
      Id: "Target",
      Arn: "arn:target",
      DeadLetterConfig: { Arn: "arn:dead" },
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    });
  });

  test("writes to a bus with its role", () => {
    const roleArn = "arn:aws:iam::111122223333:role/forwards";
    expect(targetOf({ roleArn })).toMatchObject({ Arn: "arn:target", RoleArn: roleArn });
  });
});

test("its ARN is that of the account's default bus, for the queue's policy", () => {
  const stack = new Stack(undefined, "Test", { env: { account: "111122223333", region: "eu-west-1" } });
  expect(stack.resolve(ruleArn(stack, "sagewarden-tried"))).toEqual({
    "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, ":events:eu-west-1:111122223333:rule/sagewarden-tried"]],
  });
});
