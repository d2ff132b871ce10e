import { expect, test } from "@jest/globals";
import { augersAccount, augersStatement, ourAccount, seenTrust } from "../../vendors/fixture.ts";
import { fixedOf, said } from "./fixture.ts";
import { trustOnAnybody as rule } from "./trust-on-anybody.ts";

const { Condition, ...bare } = augersStatement;

test.each([
  ["everybody", { ...bare, Principal: "*" }, "critical trust 0"],
  ["in the longer form", { ...bare, Principal: { AWS: "*" } }, "critical trust 0"],
  ["with an external id", { ...augersStatement, Principal: "*" }, "high trust 0"],
  [
    "from an address",
    { ...bare, Principal: "*", Condition: { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } } },
    "high trust 0",
  ],
  [
    "of our account",
    { ...bare, Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": ourAccount } } },
    "clean",
  ],
  [
    "of one account",
    { ...augersStatement, Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": augersAccount } } },
    "clean",
  ],
  [
    "of an organisation",
    { ...bare, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } },
    "clean",
  ],
  ["an account", augersStatement, "clean"],
])("%s", (_, statement, expected) => expect(said(rule, seenTrust(statement))).toBe(expected));

test("the fix names the vendor's account", () => {
  expect(fixedOf(rule, seenTrust({ ...bare, Principal: "*" }))).toEqual(bare);
});
