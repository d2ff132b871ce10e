import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { lastReceive } from "../../shared/decide/delays.ts";
import type { Resource } from "../fixture.ts";
import { resourcesOf, statementsIn } from "./fixture.ts";
import { IngestQueue } from "./ingest-queue.ts";

const rule = "arn:aws:events:us-east-1:111122223333:rule/tried";
const role = "arn:aws:iam::111122223333:role/sagewarden/tried";
const redriver = "arn:aws:iam::111122223333:role/sagewarden/redriver";
const resources = resourcesOf((stack) => {
  new IngestQueue(stack, "In", {
    name: "tried",
    deadName: "tried-dead",
    key: new Key(stack, "Key"),
    rules: [rule],
    senders: [],
    poisonSenders: [role],
    redriver,
    functionTimeout: Duration.seconds(40),
  });
});
const found = (id: string): Resource => {
  const resource = resources[id];
  if (!resource) throw new Error(`no ${id} in ${Object.keys(resources)}`);
  return resource;
};
const [queue, dead] = [found("InQueue").Properties, found("InDead").Properties];
const redrive = queue.RedrivePolicy as { deadLetterTargetArn: string; maxReceiveCount: number };
const policyOf = (id: string): string => JSON.stringify(statementsIn(found(`${id}Policy`)));

describe("the queue", () => {
  test("sends what no retry mends to its dead letters, which send nothing on", () => {
    expect([queue.QueueName, dead.QueueName]).toEqual(["tried", "tried-dead"]);
    expect(redrive.deadLetterTargetArn).toBe("<InDead.Arn>");
    expect(dead.RedrivePolicy).toBeUndefined();
  });

  test("gives a record back more often than the longest retry ladder", () => {
    expect(redrive.maxReceiveCount).toBeGreaterThan(lastReceive);
  });

  test("hides a record six times as long as its function may run", () => {
    expect(queue.VisibilityTimeout).toBe(240);
  });

  test("is kept for less time than its dead letters: a moved message keeps its age", () => {
    expect(Number(dead.MessageRetentionPeriod)).toBeGreaterThan(Number(queue.MessageRetentionPeriod));
  });
});

describe("who writes", () => {
  test.each(["InQueue", "InDead"])("the rules to %s", (id) => expect(policyOf(id)).toContain(rule));

  test("a function's poison to the dead letters alone", () => {
    expect(policyOf("InDead")).toContain(role);
    expect(policyOf("InQueue")).not.toContain(role);
  });

  test("what is redriven to the queue alone", () => {
    const deny = statementsIn(found("InQueuePolicy")).find(({ Sid }) => Sid === "NobodyElse");
    expect(deny?.Condition).toEqual({
      ArnNotLike: { "aws:SourceArn": [rule], "aws:PrincipalArn": [redriver] },
    });
    expect(policyOf("InDead")).not.toContain(redriver);
  });
});

test("both are encrypted with the key", () => {
  expect([queue.KmsMasterKeyId, dead.KmsMasterKeyId]).toEqual(["<Key.Arn>", "<Key.Arn>"]);
});
