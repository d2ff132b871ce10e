import { expect, test } from "@jest/globals";
import type { FindingRow } from "../../model/finding-row.ts";
import { asffRow } from "./asff-row.ts";

const row: FindingRow = {
  role: "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger",
  rule: "external-id-missing",
  severity: "high",
  details: ["a", "b"],
  where: { policy: "trust", statement: 0 },
  remediation: "Ask for it.",
  status: "there",
  firstSeen: "2027-01-01T00:00:00.000Z",
  lastSeen: "2027-01-15T00:00:00.000Z",
};
const place = { account: "111122223333", partition: "aws", region: "us-east-1" };

test("a finding that is there", () => {
  expect(asffRow(row, place)).toMatchObject({
    CreatedAt: row.firstSeen,
    UpdatedAt: row.lastSeen,
    Description: "a; b",
    Compliance: { Status: "FAILED" },
    RecordState: "ACTIVE",
  });
});

test("one that is resolved has the same id, and is archived", () => {
  const resolved = asffRow({ ...row, status: "resolved" }, place);
  expect(resolved).toMatchObject({ Compliance: { Status: "PASSED" }, RecordState: "ARCHIVED" });
  expect(resolved.Id).toBe(asffRow(row, place).Id);
});
