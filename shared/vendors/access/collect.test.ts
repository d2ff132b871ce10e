import { describe, expect, test } from "@jest/globals";
import { contractOf } from "../../detect/signals/support/fixtures.ts";
import { assumeRecord, callRecord, getObjectRecord, seenOf } from "../watch/example-acts.ts";
import { type Collector, counted, creations, services, spanOf, takers, totals } from "./collect.ts";
import { tally } from "./tally.ts";

const collected = <List>(collector: Collector<List>, ...records: readonly object[]): List => {
  for (const record of records) {
    const { act, watched } = seenOf(record);
    collector.add(act, watched);
  }
  return collector.list();
};
const failed = callRecord("iam", "CreateUser", null, { errorCode: "AccessDenied", eventTime: "2026-07-01T11:00:00Z" });

test("totals: the vendor's acts, what failed, data events, from first to last", () => {
  expect(collected(totals(), failed, getObjectRecord, assumeRecord)).toEqual({
    from: "2026-07-01T10:00:00Z",
    to: "2026-07-01T11:00:00Z",
    acts: 2,
    denied: 1,
    dataEvents: 1,
  });
  expect(collected(totals())).toMatchObject({ from: null, to: null, acts: 0 });
});

describe("who took the role", () => {
  test("by account and unique id: another account's caller has no ARN", () => {
    expect(collected(takers(), assumeRecord, getObjectRecord)).toMatchObject([
      { name: assumeRecord.userIdentity.principalId, account: "999988887777", count: 1, addresses: ["198.51.100.7"] },
    ]);
  });

  test("a refused try is another row", () => {
    const refused = { ...assumeRecord, errorCode: "AccessDenied", responseElements: null };
    expect(collected(takers(), refused)).toMatchObject([{ name: expect.stringContaining("(refused)") }]);
  });
});

test("services: whether the contract names them, with their operations", () => {
  expect(collected(services(contractOf()), failed, getObjectRecord, getObjectRecord)).toMatchObject([
    { name: "s3", declared: true, count: 2, denied: 0, operations: [{ name: "GetObject", count: 2 }] },
    { name: "iam", declared: false, count: 1, denied: 1 },
  ]);
  expect(collected(services(undefined), failed)).toMatchObject([{ declared: null }]);
});

test("names: the vendor's own acts, unless others are asked for", () => {
  expect(
    collected(
      counted(({ region }) => region),
      getObjectRecord,
      assumeRecord,
    ),
  ).toMatchObject([{ name: "eu-west-1", count: 1 }]);
  expect(
    collected(
      counted(({ region }) => region, { of: () => true }),
      getObjectRecord,
      assumeRecord,
    ),
  ).toMatchObject([{ count: 2 }]);
  expect(
    collected(
      counted(() => undefined),
      getObjectRecord,
    ),
  ).toEqual([]);
});

test("creations: at most so many", () => {
  const user = callRecord("iam", "CreateUser", { userName: "u" });
  expect(collected(creations(2), user, user, user)).toHaveLength(2);
});

test("the span of an empty tally", () => {
  expect(spanOf(tally())).toEqual({ count: 0, first: "", last: "" });
});
