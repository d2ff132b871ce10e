import { describe, expect, test } from "@jest/globals";
import { holdBack } from "./hold-back.ts";
import { HeldBack, RetryLater } from "./model/errors.ts";
import { ownEvents, ownSource } from "./model/own-event.ts";
import { unownedCreation } from "./record/example-case.ts";
import { memoryLedger } from "./record/memory-ledger.ts";
import { foundEvent } from "./sweep/found.ts";

const at = "2026-11-22T10:00:00Z";
const arn = "arn:aws:sagemaker:us-east-1:111122223333:model/churn";
const record = (change: object = {}) => ({
  eventVersion: "1.11",
  eventSource: "sagemaker.amazonaws.com",
  eventName: "CreateModel",
  eventID: "11111111-1111-4111-8111-111111111111",
  eventTime: at,
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/alice", accountId: "111122223333" },
  requestParameters: { modelName: "churn" },
  responseElements: { modelArn: arn },
  ...change,
});
const wrapped = (detail: object) => ({
  source: "aws.sagemaker",
  account: "111122223333",
  region: "us-east-1",
  "detail-type": "AWS API Call via CloudTrail",
  detail,
});
const retag = record({
  eventName: "AddTags",
  requestParameters: { resourceArn: arn, tags: [{ key: "team", value: "TeamB" }] },
  responseElements: null,
});
const denied = record({ errorCode: "AccessDenied" });

const hold = { why: "paused", seconds: 7_200 };
const run = async (event: unknown, { ledger = memoryLedger(), now = at, seconds = hold.seconds } = {}) => {
  const error = await holdBack(event, { ...hold, seconds }, { ledger, now: () => now }).catch((thrown) => thrown);
  return { error, ledger, rows: await ledger.creations(arn) };
};

test("a creation is recorded, and its message comes back within a minute", async () => {
  const { error, rows } = await run(wrapped(record()));
  expect(error).toBeInstanceOf(HeldBack);
  expect(error).toMatchObject({ message: "paused", seconds: 60 });
  expect(rows).toMatchObject([{ outcome: "settling", reason: "paused", createdAt: at, version: 1 }]);
});

test("it comes back when the pause is over, where that is sooner", async () => {
  expect((await run(wrapped(record()), { seconds: 7 })).error.seconds).toBe(7);
});

test("any number of deliveries and announcements are one row", async () => {
  const { ledger } = await run(wrapped(record()));
  await run(wrapped(record()), { ledger });
  expect((await run(wrapped(record({ eventTime: at })), { ledger })).rows).toHaveLength(1);
});

test("of two at the same time one opens the row, the other comes again", async () => {
  const ledger = { ...memoryLedger(), claim: async () => false };
  const { error, rows } = await run(wrapped(record()), { ledger });
  expect(error).toBeInstanceOf(RetryLater);
  expect(error).not.toBeInstanceOf(HeldBack);
  expect(rows).toEqual([]);
});

describe("held back without a row", () => {
  const named = { source: ownSource, "detail-type": ownEvents.named };
  const naming = {
    id: "n-1",
    resource: { arn, kind: "Model" },
    eventId: "11111111-1111-4111-8111-111111111111",
    owner: { team: "TeamA", studiouserid: "alice" },
    at,
    by: "alice",
  };
  test.each<[string, unknown]>([
    ["a change of tags", wrapped(retag)],
    ["what the sweep found", foundEvent(unownedCreation())],
    ["an owner that a person named", { ...named, detail: naming }],
  ])("%s", async (_, event) => {
    const { error, rows } = await run(event);
    expect(error).toBeInstanceOf(HeldBack);
    expect(rows).toEqual([]);
  });
});

test("a record that EventBridge did not bring is recorded as well", async () => {
  const { error, rows } = await run({ source: ownSource, "detail-type": ownEvents.missed, detail: wrapped(record()) });
  expect([error instanceof HeldBack, rows.length]).toEqual([true, 1]);
});

test("what asks for nothing is done", async () => {
  expect((await run(wrapped(denied))).error).toBeUndefined();
});

test("what cannot be read goes to the dead letters, as always", async () => {
  expect((await run(wrapped(record({ eventTime: "soon" })))).error.name).toBe("PoisonRecord");
});
