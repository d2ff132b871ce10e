import { expect, test } from "@jest/globals";
import {
  augersAccount,
  augersExternalId,
  augersRole,
  augersStatement,
  ourAccount,
  seenTrust,
  seenWith,
  settingsWith,
  strangersAccount,
  trustWith,
} from "../../vendors/fixture.ts";
import { fixedOf, said } from "./fixture.ts";
import { trustWiderThanContract as rule } from "./trust-wider-than-contract.ts";

const both = { ...augersStatement, Principal: { AWS: [augersAccount, strangersAccount] } };
const also = (Principal: object) => ({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });

test.each([
  ["the vendor alone", [augersStatement], "clean"],
  [
    "one role of the vendor",
    [{ ...augersStatement, Principal: { AWS: `arn:aws:iam::${augersAccount}:role/x` } }],
    "clean",
  ],
  ["and our own account", [augersStatement, also({ AWS: ourAccount })], "clean"],
  ["a stranger too", [both], "high trust 0"],
  ["a stranger by a second statement", [augersStatement, also({ AWS: strangersAccount })], "high trust 1"],
  ["a service too", [augersStatement, also({ Service: "lambda.amazonaws.com" })], "medium trust 1"],
  [
    "another external id",
    [{ ...augersStatement, Condition: { StringEquals: { "sts:ExternalId": "another-one-of-somebody" } } }],
    "medium trust 0",
  ],
  [
    "one more external id",
    [{ ...augersStatement, Condition: { StringEquals: { "sts:ExternalId": [augersExternalId, "another-one"] } } }],
    "medium trust 0",
  ],
])("%s", (_, statements, expected) => expect(said(rule, seenTrust(...statements))).toBe(expected));

test("the fix takes the stranger out", () => {
  expect(fixedOf(rule, seenTrust(both))).toMatchObject({ Principal: { AWS: augersAccount } });
});

test("session names that the contract asks for", () => {
  const settings = settingsWith(
    "{ auger: { accounts: ['999988887777'], roleSessionName: '^auger-', sourceIdentity: '^auger-' } }",
  );
  const named = {
    ...augersStatement.Condition,
    StringLike: { "sts:RoleSessionName": "auger-*", "sts:SourceIdentity": "auger-*" },
  };
  const seen = (statement: object) => seenWith([{ ...augersRole, trust: trustWith(statement) }], settings);
  expect(said(rule, seen(augersStatement))).toBe("low trust 0; low trust 0");
  expect(said(rule, seen({ ...augersStatement, Condition: named }))).toBe("clean");
});

test("without a contract there is nothing to compare with", () => {
  const role = { ...augersRole, arn: "arn:aws:iam::111122223333:role/x", path: "/", tags: {} };
  expect(said(rule, seenWith([role], settingsWith("{}")))).toBe("not-applicable");
});
