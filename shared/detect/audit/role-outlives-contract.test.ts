import { expect, test } from "@jest/globals";
import { augersRole, augersStatement, seenWith, settingsWith, trustWith } from "../../vendors/fixture.ts";
import { said } from "./fixture.ts";
import { roleOutlivesContract as rule } from "./role-outlives-contract.ts";

const until = (expires: string) => settingsWith(`{ auger: { accounts: ['999988887777'], expires: ${expires} } }`);
const closed = {
  ...augersStatement,
  Condition: { ...augersStatement.Condition, DateLessThan: { "aws:CurrentTime": "2027-01-15T00:00:00Z" } },
};

test.each([
  ["ended yesterday", "2027-01-14", augersStatement, "high trust -"],
  ["its last day is today", "2027-01-15", augersStatement, "clean"],
  ["ended, and the trust with it", "2027-01-14", closed, "low role -"],
])("%s", (_, expires, statement, expected) =>
  expect(said(rule, seenWith([{ ...augersRole, trust: trustWith(statement) }], until(expires)))).toBe(expected),
);

test("without a last day it does not end", () => {
  expect(said(rule, seenWith([augersRole], settingsWith("{ auger: { accounts: ['999988887777'] } }")))).toBe(
    "not-applicable",
  );
});
