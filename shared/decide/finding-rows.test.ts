import { describe, expect, test } from "@jest/globals";
import type { AuditFinding, Source } from "../detect/audit/rule.ts";
import type { FindingRow } from "../model/finding-row.ts";
import { findingChanges, findingId, placeOf } from "./finding-rows.ts";

const role = "arn:aws:iam::111122223333:role/r";
const finding = (change: Partial<AuditFinding> = {}): AuditFinding => ({
  role,
  rule: "unused-role",
  severity: "medium",
  detail: "unused for 91 days",
  where: { policy: "role", statement: null },
  remediation: "Take it away.",
  ...change,
});
const now = "2027-01-15T12:00:00Z";
const row = (change: Partial<FindingRow> = {}): FindingRow => {
  const { detail, ...rest } = finding();
  return {
    ...rest,
    details: [detail],
    status: "there",
    firstSeen: "2027-01-01T00:00:00Z",
    lastSeen: "2027-01-15T11:30:00Z",
    ...change,
  };
};
const changes = (before: readonly FindingRow[], findings: readonly AuditFinding[]) =>
  findingChanges(before, { findings, unknown: [] }, { roles: new Set([role]), isWhole: true }, now);

test("the same place is the same finding, whatever the sentence says", () => {
  const { rows, news } = changes([row()], [finding({ detail: "unused for 92 days" })]);
  expect(rows).toMatchObject([{ details: ["unused for 92 days"], firstSeen: row().firstSeen, status: "there" }]);
  expect(news).toEqual([]);
});

test("what did not change is written once an hour", () => {
  expect(changes([row()], [finding()]).rows).toEqual([]);
  expect(changes([row({ lastSeen: "2027-01-15T10:00:00Z" })], [finding()]).rows).toHaveLength(1);
});

test("several sentences about one place are one row with the gravest severity", () => {
  const { rows } = changes([], [finding(), finding({ detail: "b", severity: "high" }), finding()]);
  expect(rows).toMatchObject([{ details: ["unused for 91 days", "b"], severity: "high", status: "new" }]);
});

test.each<[string, FindingRow["severity"], number]>([
  ["graver", "high", 1],
  ["less grave", "low", 0],
])("what became %s", (_, severity, count) => {
  expect(changes([row()], [finding({ severity })]).news).toHaveLength(count);
});

describe("places", () => {
  test("of two statements differ, and so do rules and roles", () => {
    const ids = [
      finding(),
      finding({ where: { policy: "role", statement: 0 } }),
      finding({ rule: "other" }),
      finding({ role: "another" }),
    ].map(findingId);
    expect(new Set(ids).size).toBe(4);
  });

  test("an index of null is no 0", () => {
    expect(placeOf({ policy: "trust", statement: null })).not.toBe(placeOf({ policy: "trust", statement: 0 }));
  });
});

test("what no live audit reads keeps no finding open, what it could not read does", () => {
  const read = { roles: new Set([role]), isWhole: true };
  const after = (...missing: readonly Source[]) =>
    findingChanges([row()], { findings: [], unknown: [{ role, rule: row().rule, missing }] }, read, now).rows;
  expect(after("key policies", "topic policies")).toMatchObject([{ status: "resolved" }]);
  expect(after("key policies", "resource policies")).toEqual([]);
});
