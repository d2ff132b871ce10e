import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { recordsOf, sageMakerRecords } from "./cloudtrail.ts";

const span = { region: "us-east-1", from: "2026-11-22T10:00:00Z", to: "2026-11-22T10:05:00Z" };

test("SageMaker's records of the time, over all pages", async () => {
  const client = fakeClient({
    LookupEvents: [
      { Events: [{ CloudTrailEvent: "a" }, {}], NextToken: "next" },
      { Events: [{ CloudTrailEvent: "b" }] },
    ],
  });
  expect(await sageMakerRecords(span, client)).toEqual({ records: ["a", "b"], isComplete: true });
  expect(client.sent[1]?.input).toEqual({
    LookupAttributes: [{ AttributeKey: "EventSource", AttributeValue: "sagemaker.amazonaws.com" }],
    StartTime: new Date(span.from),
    EndTime: new Date(span.to),
    MaxResults: 50,
    NextToken: "next",
  });
});

test("after five pages the rest is left, and said to be", async () => {
  const client = fakeClient({ LookupEvents: { Events: [{ CloudTrailEvent: "a" }], NextToken: "next" } });
  expect(await sageMakerRecords(span, client)).toEqual({ records: Array(5).fill("a"), isComplete: false });
});

test("one operation's records, a page at a time", async () => {
  const client = fakeClient({
    LookupEvents: [
      { Events: [{ CloudTrailEvent: "a" }, {}], NextToken: "next" },
      { Events: [], NextToken: "" },
    ],
  });
  const asked = { ...span, eventName: "CreateModel" };
  expect(await recordsOf({ ...asked, token: undefined }, client)).toEqual({ records: ["a"], next: "next" });
  expect(await recordsOf({ ...asked, token: "next" }, client)).toEqual({ records: [], next: undefined });
  expect(client.sent[1]?.input).toMatchObject({
    LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "CreateModel" }],
    StartTime: new Date(span.from),
    MaxResults: 50,
    NextToken: "next",
  });
});
