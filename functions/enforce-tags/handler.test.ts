import { describe, expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { Delivery } from "#shared/aws/queue-batch.ts";
import type { Edges } from "#shared/edges.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Notice } from "#shared/model/notice.ts";
import type { Hold } from "#shared/model/pause.ts";
import { settingsSchema } from "#shared/model/settings.ts";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import { memoryLedger } from "#shared/record/memory-ledger.ts";
import { handler, makeHandler } from "./handler.ts";

const settings = settingsSchema.parse({
  mode: "tag",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: {} },
  people: { alice: { team: "TeamA", iamUser: "alice" } },
});
const arn = "arn:aws:sagemaker:us-east-1:111122223333:model/churn";

/** CreateModel by the IAM user alice, as EventBridge wraps it. */
const event = {
  version: "0",
  id: "c0ffee00-0000-4000-8000-000000000000",
  source: "aws.sagemaker",
  account: "111122223333",
  region: "us-east-1",
  "detail-type": "AWS API Call via CloudTrail",
  detail: {
    eventVersion: "1.11",
    eventSource: "sagemaker.amazonaws.com",
    eventName: "CreateModel",
    eventID: "11111111-1111-4111-8111-111111111111",
    eventTime: "2026-11-22T10:00:00Z",
    awsRegion: "us-east-1",
    recipientAccountId: "111122223333",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE",
      arn: "arn:aws:iam::111122223333:user/alice",
      accountId: "111122223333",
      accessKeyId: "AKIAEXAMPLE",
      userName: "alice",
    },
    requestParameters: { modelName: "churn" },
    responseElements: { modelArn: arn },
  },
};

const message = (body: unknown, messageId = "m-1"): SQSRecord =>
  ({
    messageId,
    receiptHandle: messageId,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: "1" },
  }) as SQSRecord;

const fixture = (failure?: Error, hold?: Hold) => {
  const ledger = memoryLedger();
  const live = new Map<string, Tags>([[arn, tagMap([])]]);
  const [buried, hidden, deliveries]: [string[], number[], Delivery[]] = [[], [], []];
  const again: number[] = [];
  const quiet = async () => undefined;
  const edges: Edges = {
    ledger,
    lookups: {
      ...ledger,
      profilesNamed: async () => [],
      studioIdentity: quiet,
      recordsMayBeLate: () => false,
      userTags: async () => ({}),
      roleTags: async () => ({}),
      recordedOwner: quiet,
      lineage: quiet,
      tagsOf: async (of) => live.get(of) ?? {},
    },
    tags: {
      list: async (of) => live.get(of) ?? {},
      remove: async () => undefined,
      add: async (of, tags) => {
        if (failure) throw failure;
        live.set(of, tagMap([...Object.entries(live.get(of) ?? {}), ...Object.entries(tags)]));
      },
    },
    notify: async (_: Notice) => undefined,
    exemptions: { get: quiet, put: quiet },
    openCase: async () => undefined,
    metrics: { outcome: () => undefined, secondsToTagged: () => undefined, calls: () => undefined },
    gap: { between: async () => [] },
    sageMakerCalls: () => 0,
    now: () => "2026-11-22T10:00:03Z",
    self: "arn:aws:iam::111122223333:role/sagewarden/sagewarden-enforce-tags",
  };
  const run = makeHandler({
    settings: async () => settings,
    edges: async (delivery) => {
      deliveries.push(delivery);
      return edges;
    },
    held: async () => hold,
    effects: {
      hide: async (_, seconds) => void hidden.push(seconds),
      sendAgain: async (_, seconds) => void again.push(seconds),
      bury: async (_, { reason }) => void buried.push(reason),
      note: () => undefined,
    },
  });
  return { run, ledger, live, buried, hidden, again, deliveries };
};

const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });

test("a creation in the queue ends with its owner's tags and one row", async () => {
  const { run, live, ledger, deliveries } = fixture();
  expect(await run(batch(message(event)))).toEqual({ batchItemFailures: [] });
  expect({ ...live.get(arn) }).toEqual({ team: "TeamA", studiouserid: "alice" });
  expect((await ledger.creations(arn)).map(({ outcome }) => outcome)).toEqual(["tagged"]);
  expect(deliveries).toEqual([{ messageId: "m-1", receiveCount: 1 }]);
});

test("a bad message goes to the dead letters, its neighbour is tagged", async () => {
  const { run, live, buried } = fixture();
  expect(await run(batch(message("{", "m-0"), message(event)))).toEqual({ batchItemFailures: [] });
  expect(buried).toEqual(["the body is not JSON"]);
  expect({ ...live.get(arn) }).toEqual({ team: "TeamA", studiouserid: "alice" });
});

test("while a pause holds, a creation is recorded, nothing is written, and its message goes back", async () => {
  const { run, live, ledger, again, hidden } = fixture(undefined, { why: "paused", seconds: 7_200 });
  expect(await run(batch(message(event)))).toEqual({ batchItemFailures: [] });
  expect({ ...live.get(arn) }).toEqual({});
  expect((await ledger.creations(arn)).map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["settling", "paused"],
  ]);
  expect([again, hidden]).toEqual([[60], []]);
});

test("what is throttled comes back", async () => {
  const { run, hidden } = fixture(Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" }));
  expect(await run(batch(message(event)))).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
  expect(hidden).toHaveLength(1);
});

describe("what concerns nobody is done", () => {
  test.each([
    ["a forged source", { ...event, source: "acme" }],
    [
      "another service's call of that name",
      { ...event, detail: { ...event.detail, eventSource: "ecs.amazonaws.com" } },
    ],
    ["a denied call", { ...event, detail: { ...event.detail, errorCode: "AccessDenied" } }],
  ])("%s", async (_, body) => {
    const { run, live, ledger } = fixture();
    expect(await run(batch(message(body)))).toEqual({ batchItemFailures: [] });
    expect(await ledger.creations(arn)).toEqual([]);
    expect({ ...live.get(arn) }).toEqual({});
  });
});

test("settings that cannot be read are not the record's fault: it comes back", async () => {
  const hidden: number[] = [];
  const run = makeHandler({
    settings: () => Promise.reject(new BadInput("settings.json: no such file")),
    edges: () => Promise.reject(new Error("never")),
    held: async () => undefined,
    effects: {
      hide: async (_, seconds) => void hidden.push(seconds),
      bury: async () => undefined,
      note: () => undefined,
    },
  });
  expect(await run(batch(message(event)))).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
  expect(hidden).toEqual([60]);
});

test("the deployed handler answers an empty batch", async () => {
  expect(await handler(batch(), { getRemainingTimeInMillis: () => 60_000 } as never)).toEqual({
    batchItemFailures: [],
  });
});
