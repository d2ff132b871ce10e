import { expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { memoryLedger } from "./memory-ledger.ts";
import { saveSessions } from "./save-sessions.ts";

const record = {
  eventVersion: "1.11",
  eventSource: "sts.amazonaws.com",
  eventName: "AssumeRole",
  eventID: "33333333-3333-4333-8333-333333333333",
  eventTime: "2026-11-22T10:00:00Z",
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  userIdentity: {
    type: "IAMUser",
    arn: "arn:aws:iam::111122223333:user/alice",
    accountId: "111122223333",
    userName: "alice",
  },
  requestParameters: {
    roleArn: "arn:aws:iam::111122223333:role/data-science",
    roleSessionName: "run-7",
    tags: [{ key: "team", value: "TeamA" }],
  },
  responseElements: {
    credentials: { accessKeyId: "ASIAEXAMPLE", sessionToken: "a-secret", expiration: "Nov 22, 2026, 11:00:00 AM" },
    assumedRoleUser: {
      assumedRoleId: "AROAEXAMPLE:run-7",
      arn: "arn:aws:sts::111122223333:assumed-role/data-science/run-7",
    },
  },
};

const envelope = {
  source: "aws.sts",
  account: "111122223333",
  "detail-type": "AWS API Call via CloudTrail",
  detail: record,
};

test("an STS record becomes a session, without its token", async () => {
  const ledger = memoryLedger();
  await saveSessions(envelope, ledger);
  const session = await ledger.sessionByKey("ASIAEXAMPLE");
  expect(session).toMatchObject({ operation: "AssumeRole", roleId: "AROAEXAMPLE", tags: { team: "TeamA" } });
  expect(JSON.stringify(session)).not.toContain("a-secret");
});

test.each([
  ["a forged source", { ...envelope, source: "acme.sts" }],
  ["a denied call", { ...envelope, detail: { ...record, errorCode: "AccessDenied", responseElements: null } }],
  ["another service", { ...envelope, source: "aws.s3", detail: { ...record, eventSource: "s3.amazonaws.com" } }],
])("%s is no session", async (_, event) => {
  const ledger = memoryLedger();
  await saveSessions(event, ledger);
  expect(await ledger.sessionByKey("ASIAEXAMPLE")).toBeUndefined();
});

test("what is no event is poison", async () => {
  await expect(saveSessions([], memoryLedger())).rejects.toThrow(PoisonRecord);
});
