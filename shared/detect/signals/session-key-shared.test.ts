import { describe, expect, test } from "@jest/globals";
import { getObjectRecord, role, seenOf, vendorIdentity, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { emptyState } from "../../vendors/watch/state.ts";
import { sessionKeyShared } from "./session-key-shared.ts";

const used = (change: object) => ({ ...getObjectRecord, eventID: JSON.stringify(change).length.toString(), ...change });
const noRanges = { settings: vendorSettings({ sourceIps: [] }) };
/** The last of several uses of one session. */
const last = (records: readonly object[], seen: Parameters<typeof seenOf>[1] = noRanges) => {
  const first = records
    .slice(0, -1)
    .reduce<ReturnType<typeof emptyState>>(
      (before, record) => seenOf(record, { ...seen, before }).after,
      emptyState(role),
    );
  const end = seenOf(records.at(-1) ?? {}, { ...seen, before: first });
  return [sessionKeyShared.detect(end), sessionKeyShared.severityOf?.(end)];
};

const here = used({ eventID: "a" });
const there = used({ eventID: "b", sourceIPAddress: "203.0.113.9", eventTime: "2026-07-01T10:08:00Z" });
const cli = used({ eventID: "c", userAgent: "aws-cli/2.15 Python/3.11" });
const told = expect.stringMatching(/^credentials of one session are used from .* and 203/);

test("from two networks", () => expect(last([here, there])).toEqual([[told], "high"]));
test("from two networks, one of them agreed", () => expect(last([here, there], {})).toEqual([[told], "high"]));
test("from two networks that are agreed", () => {
  const settings = vendorSettings({ sourceIps: ["198.51.100.0/24", "203.0.113.0/24"] });
  expect(last([here, there], { settings })[0]).toEqual([]);
});
test("told once", () => expect(last([here, there, { ...there, eventID: "d" }])[0]).toEqual([]));
test("with two kinds of software: low", () => {
  expect(last([here, cli])).toEqual([[expect.stringContaining("Boto3 and aws-cli")], "low"]);
});
test("through a VPC endpoint too", () => {
  expect(last([here, used({ eventID: "b", sourceIPAddress: "10.0.0.9" })])[0]).toEqual([]);
});
test("the first use is no concern", () => expect(last([here])[0]).toBeUndefined());

describe("of somebody whom one only asked to judge", () => {
  const asked = { ...noRanges, registered: false };
  test("within minutes: medium", () => expect(last([here, there], asked)[1]).toBe("medium"));
  test("an hour later: low", () => {
    expect(last([here, { ...there, eventTime: "2026-07-01T11:08:00Z" }], asked)[1]).toBe("low");
  });
  test("an instance, within minutes: high", () => {
    const userIdentity = { ...vendorIdentity, principalId: "AROAX:i-0123456789abcdef0" };
    const [one, other] = [here, there].map((record) => ({ ...record, userIdentity }));
    expect(last([one ?? {}, other ?? {}], asked)[1]).toBe("high");
  });
});
