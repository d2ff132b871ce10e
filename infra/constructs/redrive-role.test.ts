import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import { ManagedPolicy } from "aws-cdk-lib/aws-iam";
import { names } from "../../shared/names.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { IngestQueue } from "./ingest-queue.ts";
import { RedriveRole } from "./redrive-role.ts";
import { WardenKey } from "./warden-key.ts";

const resources = resourcesOf((stack) => {
  const key = new WardenKey(stack, "Key", { isKept: false });
  const common = { key, rules: ["arn:rule"], senders: [], poisonSenders: [], redriver: "arn:redriver" };
  const queues = ["a", "b"].map(
    (name) =>
      new IngestQueue(stack, name, { ...common, name, deadName: `${name}-dead`, functionTimeout: Duration.minutes(1) }),
  );
  const boundary = ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "limit");
  new RedriveRole(stack, "Redrive", { queues, key, boundary });
});
const role = only(resources, "AWS::IAM::Role");
const [move, send, use, ...others] = statementsIn(only(resources, "AWS::IAM::Policy"));

describe("who redrives", () => {
  test("has the name that the queues' policies leave out, and the boundary", () => {
    expect(role.Properties).toMatchObject({
      RoleName: names.redriveRole,
      Path: names.rolePath,
      PermissionsBoundary: expect.stringContaining("policy/limit"),
    });
  });

  test("is somebody of this account whom IAM allows to assume the role", () => {
    expect(statementsIn(role, "AssumeRolePolicyDocument")).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::<AWS::AccountId>:root" } },
    ]);
  });
});

describe("it may do no more than StartMessageMoveTask asks for", () => {
  test("takes from the dead letters", () => {
    expect(move).toMatchObject({ Effect: "Allow", Resource: ["<aDead.Arn>", "<bDead.Arn>"] });
    expect(move?.Action).toEqual(
      expect.arrayContaining([
        "sqs:StartMessageMoveTask",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
      ]),
    );
  });

  test("gives to the queues", () => {
    expect(send).toEqual({ Effect: "Allow", Action: "sqs:SendMessage", Resource: ["<aQueue.Arn>", "<bQueue.Arn>"] });
  });

  test("uses the key through SQS", () => {
    expect(use?.Condition).toEqual({ StringEquals: { "kms:ViaService": ["sqs.us-east-1.amazonaws.com"] } });
    expect(others).toEqual([]);
  });
});
