import { expect, test } from "@jest/globals";
import {
  augersAccount,
  augersRole,
  augersStatement,
  seenWith,
  settingsWith,
  strangersAccount,
  trustWith,
} from "../../vendors/fixture.ts";
import { detailsOf, said } from "./fixture.ts";
import { severalVendorsOnARole as rule } from "./several-vendors-on-a-role.ts";

const two = settingsWith(
  "{ auger: { accounts: ['999988887777', '999988887778'] }, borer: { accounts: ['444455556666'] } }",
);
const seen = (accounts: readonly string[], settings = two) =>
  seenWith([{ ...augersRole, trust: trustWith({ ...augersStatement, Principal: { AWS: accounts } }) }], settings);

test.each([
  ["two contracts", [augersAccount, strangersAccount], "high trust -"],
  ["one contract with two accounts", [augersAccount, "999988887778"], "clean"],
  ["one", [augersAccount], "clean"],
  ["somebody without a contract", [augersAccount, "123456789012"], "high trust -"],
])("%s", (_, accounts, expected) => expect(said(rule, seen(accounts))).toBe(expected));

test("they are named", () =>
  expect(detailsOf(rule, seen([augersAccount, strangersAccount]))).toContain("auger, borer"));

test("two accounts that nobody knows may be one vendor's", () => {
  const role = { ...augersRole, arn: "arn:aws:iam::111122223333:role/x", path: "/", tags: {} };
  const trust = trustWith({ ...augersStatement, Principal: { AWS: ["123456789012", "123456789013"] } });
  expect(said(rule, seenWith([{ ...role, trust }], settingsWith("{}")))).toBe("clean");
});
