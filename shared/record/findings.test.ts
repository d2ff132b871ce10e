import { expect, test } from "@jest/globals";
import type { FindingRow } from "../model/finding-row.ts";
import { findingsOver } from "./findings.ts";
import { memoryTable } from "./memory-ledger.ts";

const row = (change: Partial<FindingRow> = {}): FindingRow => ({
  role: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
  rule: "external-id-missing",
  severity: "high",
  details: ["statement 0 asks for no external id"],
  where: { policy: "trust", statement: 0 },
  remediation: "Ask for it.",
  status: "new",
  firstSeen: "2026-07-01T00:00:00Z",
  lastSeen: "2026-07-01T00:00:00Z",
  ...change,
});

test("a finding is one row, however often it is seen; resolved it is kept under its role only", async () => {
  const findings = findingsOver(memoryTable(), { keep: 86_400 });
  await findings.save(row());
  await findings.save(row({ status: "there", lastSeen: "2026-07-02T00:00:00Z" }));
  await findings.save(row({ where: { policy: "trust", statement: 1 } }));
  expect((await findings.open()).map(({ status }) => status).toSorted()).toEqual(["new", "there"]);
  await findings.save(row({ status: "resolved" }));
  expect((await findings.open()).map(({ where }) => where.statement)).toEqual([1]);
  expect((await findings.of(row().role)).map(({ status }) => status).toSorted()).toEqual(["new", "resolved"]);
});

test("a place of any length is a key", async () => {
  const findings = findingsOver(memoryTable(), { keep: 86_400 });
  await findings.save(
    row({ where: { policy: `arn:aws:iam::111122223333:policy/${"x".repeat(2_000)}`, statement: null } }),
  );
  expect(await findings.open()).toHaveLength(1);
});
