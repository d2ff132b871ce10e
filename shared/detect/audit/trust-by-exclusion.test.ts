import { expect, test } from "@jest/globals";
import { augersAccount, augersStatement, ourAccount, seenTrust } from "../../vendors/fixture.ts";
import { fixedOf, said } from "./fixture.ts";
import { trustByExclusion as rule } from "./trust-by-exclusion.ts";

const { Principal, ...rest } = augersStatement;
const { Condition, ...bare } = rest;
const NotPrincipal = { AWS: `arn:aws:iam::${ourAccount}:root` };

test.each([
  ["everybody else", [{ ...bare, NotPrincipal }], "critical trust 0"],
  ["with an external id", [{ ...rest, NotPrincipal }], "high trust 0"],
  ["in a Deny", [augersStatement, { ...bare, Effect: "Deny", NotPrincipal: { AWS: augersAccount } }], "clean"],
  [
    "of our account alone",
    [{ ...bare, NotPrincipal, Condition: { StringEquals: { "aws:PrincipalAccount": ourAccount } } }],
    "clean",
  ],
])("%s", (_, statements, expected) => expect(said(rule, seenTrust(...statements))).toBe(expected));

test("the fix names who may", () =>
  expect(fixedOf(rule, seenTrust({ ...bare, NotPrincipal }))).toEqual({ ...bare, Principal }));
