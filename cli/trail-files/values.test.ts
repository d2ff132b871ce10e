import { describe, expect, test } from "@jest/globals";
import { recordsOf, valuesOf, wholeLines } from "./values.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text);
const record = { eventSource: "sts.amazonaws.com", eventName: "AssumeRole" };

describe("recordsOf", () => {
  const envelope = { source: "aws.sts", "detail-type": "AWS API Call via CloudTrail" };
  test.each<[string, unknown, unknown[]]>([
    ["a record", record, [record]],
    ["an EventBridge event", { ...envelope, detail: record }, [{ ...envelope, detail: record }]],
    ["Records", { first: 1, Records: [record, record] }, [record, record]],
    ["a wrapped record", { source: { repo: "x" }, event: record }, [record]],
    [
      "a wrapped record with its envelope",
      { source: { repo: "x" }, envelope, event: record },
      [{ ...envelope, detail: record }],
    ],
    ["a wrapped record with an empty envelope", { envelope: {}, event: record }, [record]],
    ["a record that has a field `event`", { ...record, event: {} }, [{ ...record, event: {} }]],
    [
      "what lookup-events prints",
      {
        Events: [{ EventId: "x", CloudTrailEvent: JSON.stringify(record) }, 5, { CloudTrailEvent: "{" }],
        NextToken: "n",
      },
      [record, 5, { CloudTrailEvent: "{" }],
    ],
    ["one event of lookup-events", { CloudTrailEvent: JSON.stringify(record) }, [record]],
    ["a number", 5, [5]],
    ["nothing", null, [null]],
  ])("%s", (_, value, records) => {
    expect(recordsOf(value)).toEqual(records);
  });
});

test("valuesOf tells damage and the records on whole lines in it", () => {
  expect(valuesOf({ bytes: bytes("[1]"), offset: 7 })).toEqual([{ type: "value", value: [1], offset: 7 }]);
  const text = `{"x":\n${JSON.stringify(record)}\n{"key":"team"}`;
  expect(valuesOf({ bytes: bytes(text), offset: 7 })).toEqual([
    { type: "damage", reason: "not JSON", offset: 7 },
    { type: "value", value: record, offset: 13 },
  ]);
});

test("wholeLines leaves out what is a part of a record", () => {
  expect(wholeLines(bytes('{"key":"team","value":"TeamA"}\n{}\n5\n'), 0)).toEqual([]);
});
