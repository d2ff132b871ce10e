import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { liveRule } from "./eventbridge.ts";

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
