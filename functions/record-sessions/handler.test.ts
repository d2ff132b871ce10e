import { expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { RetryLater } from "#shared/model/errors.ts";
import { memoryLedger } from "#shared/record/memory-ledger.ts";
import { handler, makeHandler } from "./handler.ts";

const event = {
  source: "aws.sts",
  account: "111122223333",
  "detail-type": "AWS API Call via CloudTrail",
  detail: {
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    eventID: "33333333-3333-4333-8333-333333333333",
    eventTime: "2026-11-22T10:00:00Z",
    awsRegion: "us-east-1",
    recipientAccountId: "111122223333",
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/alice", accountId: "111122223333" },
    requestParameters: { roleArn: "arn:aws:iam::111122223333:role/x", roleSessionName: "run-7" },
    responseElements: {
      credentials: { accessKeyId: "ASIAEXAMPLE", sessionToken: "a-secret", expiration: "Nov 22, 2026, 11:00:00 AM" },
      assumedRoleUser: { assumedRoleId: "AROAEXAMPLE:run-7", arn: "arn:aws:sts::111122223333:assumed-role/x/run-7" },
    },
  },
};

const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map(
    (body, index) =>
      ({
        messageId: `m-${index}`,
        receiptHandle: "h",
        body,
        attributes: { ApproximateReceiveCount: "1" },
      }) as SQSRecord,
  ),
});

const fixture = (saveSession?: () => Promise<void>) => {
  const ledger = memoryLedger();
  const [buried, hidden]: [string[], number[]] = [[], []];
  const run = makeHandler({
    ledger: async () => (saveSession ? { saveSession } : ledger),
    effects: {
      hide: async (_, seconds) => void hidden.push(seconds),
      bury: async (_, { reason }) => void buried.push(reason),
      note: () => undefined,
    },
  });
  return { run, ledger, buried, hidden };
};

test("a session is in the ledger; a bad neighbour is in the dead letters", async () => {
  const { run, ledger, buried } = fixture();
  expect(await run(batch("{", JSON.stringify(event)))).toEqual({ batchItemFailures: [] });
  expect(await ledger.sessionByKey("ASIAEXAMPLE")).toMatchObject({ name: "run-7" });
  expect(buried).toEqual(["the body is not JSON"]);
});

test("while the ledger is throttled the record waits", async () => {
  const { run, hidden } = fixture(() => Promise.reject(new RetryLater("the ledger: throttled", 4)));
  expect(await run(batch(JSON.stringify(event)))).toEqual({ batchItemFailures: [{ itemIdentifier: "m-0" }] });
  expect(hidden).toEqual([4]);
});

test("the deployed handler answers an empty batch", async () => {
  expect(await handler(batch(), { getRemainingTimeInMillis: () => 30_000 } as never)).toEqual({
    batchItemFailures: [],
  });
});
