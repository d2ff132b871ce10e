import { describe, expect, test } from "@jest/globals";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Statement } from "../fixture.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { SealedQueue, type SealedQueueProps } from "./sealed-queue.ts";

const [rule, otherRule] = ["arn:aws:events:us-east-1:1:rule/ours", "arn:aws:events:us-east-1:1:rule/theirs"];
const [role, otherRole] = ["arn:aws:iam::1:role/ours", "arn:aws:iam::1:role/theirs"];

const sealed = (change: Partial<SealedQueueProps> = {}) =>
  resourcesOf((stack) => {
    new SealedQueue(stack, "Queue", { name: "tried", key: new Key(stack, "Key"), rules: [rule], ...change });
  });
const statementsOf = (change: Partial<SealedQueueProps> = {}) =>
  statementsIn(only(sealed(change), "AWS::SQS::QueuePolicy"));

test("is encrypted with the given key, and goes with its stack: the trail has what it holds", () => {
  expect(only(sealed(), "AWS::SQS::Queue")).toMatchObject({
    DeletionPolicy: "Delete",
    Properties: { QueueName: "tried", KmsMasterKeyId: "<Key.Arn>" },
  });
});

test("takes nothing without TLS", () => {
  expect(statementsOf()).toContainEqual({
    Effect: "Deny",
    Action: "sqs:*",
    Principal: { AWS: "*" },
    Resource: "<Queue.Arn>",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test("lets in EventBridge for the given rules, and nobody else", () => {
  const allowed = statementsOf({ roles: [role] }).filter(({ Effect }) => Effect === "Allow");
  expect(allowed).toEqual([
    {
      Sid: "OurRules",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Principal: { Service: "events.amazonaws.com" },
      Resource: "<Queue.Arn>",
      Condition: { ArnLike: { "aws:SourceArn": [rule] } },
    },
  ]);
});

/** IAM's ArnNotLike: every key must differ from all of its values; an absent key differs. */
const denies = ({ Condition }: Statement, call: Readonly<Record<string, string>>): boolean =>
  Object.entries(Condition?.ArnNotLike ?? {}).every(
    ([key, values]) => !(values as readonly string[]).some((value) => value === call[key]),
  );

describe("what a principal's own policy allows is denied to", () => {
  const byUser = {};
  test.each([
    ["a user", [], byUser, true],
    ["another rule", [], { "aws:SourceArn": otherRule }, true],
    ["our rule: not", [], { "aws:SourceArn": rule }, false],
    ["a role, where none is named", [], { "aws:PrincipalArn": role }, true],
    ["the named role: not", [role], { "aws:PrincipalArn": role }, false],
    ["another role", [role], { "aws:PrincipalArn": otherRole }, true],
    ["a user, where a role is named", [role], byUser, true],
    ["our rule, where a role is named: not", [role], { "aws:SourceArn": rule }, false],
    ["another rule, where a role is named", [role], { "aws:SourceArn": otherRule }, true],
  ])("%s", (_, roles, call, expected) => {
    const deny = statementsOf({ roles }).find(({ Sid }) => Sid === "NobodyElse") as Statement;
    expect(deny).toMatchObject({ Effect: "Deny", Action: "sqs:SendMessage", Principal: { AWS: "*" } });
    expect(denies(deny, call)).toBe(expected);
  });
});
