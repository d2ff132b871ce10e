import { describe, expect, test } from "@jest/globals";
import {
  augersAccount,
  augersExternalId,
  augersStatement,
  ourAccount,
  seenTrust,
  strangersAccount,
} from "../../vendors/fixture.ts";
import { detailsOf, fixedOf, said } from "./fixture.ts";
import { trustWithoutExternalId as rule } from "./trust-without-external-id.ts";

const { Condition, ...bare } = augersStatement;
const when = (condition: object) => ({ ...bare, Condition: condition });
const id = { "sts:ExternalId": augersExternalId };
const deny = (condition: object) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "sts:AssumeRole",
  Condition: condition,
});

describe("an external id is asked for", () => {
  test.each([
    ["by the statement", [augersStatement]],
    ["the key in another case", [when({ StringEquals: { "STS:externalid": augersExternalId } })]],
    ["whatever its case", [when({ StringEqualsIgnoreCase: id })]],
    ["StringLike without a wildcard", [when({ StringLike: id })]],
    ["one of two", [when({ StringEquals: { "sts:ExternalId": [augersExternalId, "x".repeat(32)] } })]],
    ["by a Deny of all others", [bare, deny({ StringNotEquals: id })]],
    ["by a Deny of none", [bare, deny({ Null: { "sts:ExternalId": "true" } })]],
  ])("%s", (_, statements) => expect(said(rule, seenTrust(...statements))).toBe("clean"));
});

describe("none is asked for", () => {
  test.each([
    ["no condition", [bare], "high trust 0"],
    ["MFA", [when({ Bool: { "aws:MultiFactorAuthPresent": "true" } })], "high trust 0"],
    ["an address", [when({ IpAddress: { "aws:SourceIp": "198.51.100.0/24" } })], "high trust 0"],
    ["the account again", [when({ StringEquals: { "aws:PrincipalAccount": augersAccount } })], "high trust 0"],
    ["in the second statement", [augersStatement, { ...bare, Sid: "Two" }], "high trust 1"],
    ["in both", [bare, bare], "high trust 0; high trust 1"],
    ["any action", [{ ...bare, Action: "sts:*" }], "high trust 0"],
    [
      "one role of the vendor",
      [{ ...bare, Principal: { AWS: `arn:aws:iam::${augersAccount}:role/x` } }],
      "high trust 0",
    ],
    ["anybody", [{ ...bare, Principal: "*" }], "high trust 0"],
    ["a Deny of one value", [bare, deny({ StringEquals: { "sts:ExternalId": "x" } })], "high trust 0"],
  ])("%s", (_, statements, expected) => expect(said(rule, seenTrust(...statements))).toBe(expected));
});

test("a statement that lets nobody outside in needs none", () => {
  const own = { ...bare, Principal: { AWS: `arn:aws:iam::${ourAccount}:root` } };
  expect(said(rule, seenTrust(augersStatement, own))).toBe("clean");
  expect(said(rule, seenTrust(own))).toBe("not-applicable");
});

test("the fix asks for it and keeps the rest", () => {
  const address = { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } };
  expect(fixedOf(rule, seenTrust(when(address)))).toEqual({
    ...bare,
    Condition: { ...address, StringEquals: { "sts:ExternalId": "THE-EXTERNAL-ID" } },
  });
});

test("it says who", () => {
  const both = { ...bare, Principal: { AWS: [augersAccount, strangersAccount] } };
  expect(detailsOf(rule, seenTrust(both))).toContain(`account ${strangersAccount}`);
});
