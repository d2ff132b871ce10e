import { describe, expect, test } from "@jest/globals";
import { gapLookup } from "./gap.ts";

const arn = "arn:aws:sagemaker:eu-west-1:111122223333:user-profile/d-1/alice";
const [from, to] = ["2026-11-22T10:00:00Z", "2026-11-22T10:05:00Z"];

const record = (change: object = {}): string =>
  JSON.stringify({
    eventName: "CreatePresignedDomainUrl",
    eventTime: "2026-11-22T10:01:00Z",
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/mallory" },
    requestParameters: { domainId: "d-1", userProfileName: "alice" },
    ...change,
  });

const between = (records: readonly string[], isComplete = true) =>
  gapLookup(async () => ({ records, isComplete })).between({ arn }, from, to);

test("a presigned URL in the gap is told, with its caller", async () => {
  expect(await between([record()])).toEqual([
    {
      at: "2026-11-22T10:01:00Z",
      eventName: "CreatePresignedDomainUrl",
      principal: "arn:aws:iam::111122223333:user/mallory",
    },
  ]);
});

test("the resource's own region is read", async () => {
  const asked: object[] = [];
  await gapLookup(async (span) => {
    asked.push(span);
    return { records: [], isComplete: true };
  }).between({ arn }, from, to);
  expect(asked).toEqual([{ region: "eu-west-1", from, to }]);
});

describe("what is told", () => {
  test.each<[string, object]>([
    ["a stop by the ARN", { eventName: "StopPipelineExecution", requestParameters: { arn } }],
    ["a caller without an ARN", { userIdentity: { type: "AWSService" } }],
    ["a record without identity", { userIdentity: undefined }],
  ])("%s", async (_, change) => expect(await between([record(change)])).toHaveLength(1));
});

describe("what is not told", () => {
  test.each<[string, string]>([
    ["another profile", record({ requestParameters: { domainId: "d-1", userProfileName: "bob" } })],
    [
      "a profile of this name in another domain",
      record({ requestParameters: { domainId: "d-2", userProfileName: "alice" } }),
    ],
    ["a denied call", record({ errorCode: "AccessDenied" })],
    ["a read", record({ eventName: "DescribeUserProfile" })],
    ["no parameters", record({ requestParameters: null })],
    ["no record", "null"],
    ["no JSON", "{"],
    ["an event name that is none", record({ eventName: 7 })],
  ])("%s", async (_, text) => expect(await between([text])).toEqual([]));
});

test("what was not read is said", async () => {
  expect((await between([], false)).map(({ eventName }) => eventName)).toEqual([
    "the rest of the event history was not read",
  ]);
});

test("a failed reading is said, and nothing is thrown", async () => {
  const failure = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
  const entries = await gapLookup(() => Promise.reject(failure)).between({ arn }, from, to);
  expect(entries).toEqual([
    {
      at: to,
      eventName: "the event history could not be read: ThrottlingException: Rate exceeded",
      principal: "unknown",
    },
  ]);
});

test("at most 25 are told", async () => {
  expect(await between(Array.from({ length: 90 }, () => record()))).toHaveLength(25);
});
