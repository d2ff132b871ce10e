import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { deleteRule, liveRule, putRule } from "./eventbridge.ts";

test("a rule with its targets", async () => {
  const client = fakeClient({
    DescribeRule: { State: "ENABLED", EventPattern: "{}" },
    ListTargetsByRule: { Targets: [{ Arn: "arn:queue" }, {}] },
  });
  expect(await liveRule("us-east-1", "r", client)).toEqual({
    state: "ENABLED",
    pattern: "{}",
    targetArns: ["arn:queue", ""],
  });
  expect(client.sent.map(({ input }) => input)).toEqual([{ Name: "r" }, { Rule: "r" }]);
});

test("a rule on a schedule has no pattern", async () => {
  const client = fakeClient({ DescribeRule: { State: "ENABLED" }, ListTargetsByRule: {} });
  expect(await liveRule("us-east-1", "r", client)).toEqual({ state: "ENABLED", pattern: "", targetArns: [] });
});

const named = (name: string): Error => Object.assign(new Error("no"), { name });

test("a rule that is not there", async () => {
  const client = fakeClient({ DescribeRule: named("ResourceNotFoundException") });
  expect(await liveRule("us-east-1", "r", client)).toBeUndefined();
});

test("another failure is a failure", async () => {
  const client = fakeClient({ DescribeRule: named("AccessDeniedException") });
  await expect(liveRule("us-east-1", "r", client)).rejects.toThrow("no");
});

const rule = {
  name: "sagewarden-watch-1",
  description: "d",
  state: "ENABLED" as const,
  queue: "vendorActs" as const,
  pattern: { source: ["aws.s3"] },
};
const target = { queueArn: "arn:queue", deadLetterArn: "arn:dead" };

test("a rule is put with its only target", async () => {
  const client = fakeClient({ PutRule: {}, PutTargets: { FailedEntries: [] } });
  await putRule("us-east-1", rule, target, client);
  expect(client.sent).toMatchObject([
    { operation: "PutRule", input: { Name: rule.name, State: "ENABLED", EventPattern: '{"source":["aws.s3"]}' } },
    { operation: "PutTargets", input: { Targets: [{ Arn: "arn:queue", DeadLetterConfig: { Arn: "arn:dead" } }] } },
  ]);
});

test("a target that EventBridge refuses is an error of its name", async () => {
  const failed = { FailedEntries: [{ ErrorCode: "ConcurrentModificationException", ErrorMessage: "again" }] };
  const client = fakeClient({ PutRule: {}, PutTargets: failed });
  await expect(putRule("us-east-1", rule, target, client)).rejects.toMatchObject({
    name: "ConcurrentModificationException",
    message: "again",
  });
});

test("a rule loses its target before it goes", async () => {
  const client = fakeClient({ RemoveTargets: {}, DeleteRule: {} });
  await deleteRule("us-east-1", rule.name, client);
  expect(client.sent.map(({ operation }) => operation)).toEqual(["RemoveTargets", "DeleteRule"]);
});
