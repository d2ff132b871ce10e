import { describe, expect, test } from "@jest/globals";
import {
  augersRole,
  augersSettings,
  augersStatement,
  ourAccount,
  seenWith,
  settingsWith,
  strangersAccount,
  trustWith,
} from "../../vendors/fixture.ts";
import { detailsOf, said } from "./fixture.ts";
import { roleNotRegistered as rule } from "./role-not-registered.ts";

const roleFor = (...statements: readonly object[]) => ({
  ...augersRole,
  ...{ arn: `arn:aws:iam::${ourAccount}:role/x`, name: "x", path: "/", tags: {} },
  trust: trustWith(...statements),
});
const strangers = { ...augersStatement, Principal: { AWS: strangersAccount } };
const orgs = {
  ...augersStatement,
  Principal: "*",
  Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } },
};

describe("somebody whom no contract names", () => {
  test.each([
    ["an account", [strangers], "high trust 0"],
    ["in two statements", [strangers, strangers], "high trust 0"],
    ["anybody", [{ ...augersStatement, Principal: "*" }], "high trust 0"],
    [
      "through a service",
      [
        {
          Effect: "Allow",
          Principal: { Service: "x.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": strangersAccount } },
        },
      ],
      "high trust 0",
    ],
    ["an organisation that may be ours", [orgs], "unknown: organization id"],
    ["both", [strangers, orgs], "high trust 0; unknown: organization id"],
  ])("%s", (_, statements, expected) => expect(said(rule, seenWith([roleFor(...statements)]))).toBe(expected));
});

test("while nobody is registered at all, it is told and no alarm", () => {
  expect(said(rule, seenWith([roleFor(strangers)], settingsWith("{}")))).toBe("low trust 0");
});

test("a registered role", () => expect(said(rule, seenWith([augersRole]))).toBe("not-applicable"));

test("the organisation of the settings", () => {
  const foreign = settingsWith("{ a: { accounts: ['999988887777'] } }", "organization: { id: o-zzzzzzzzzz }");
  expect(said(rule, seenWith([roleFor(orgs)], foreign))).toBe("high trust 0");
});

test("an account that two contracts have", () => {
  const two = settingsWith("{ a: { accounts: ['999988887777'] }, b: { accounts: ['999988887777'] } }");
  expect(detailsOf(rule, seenWith([roleFor(augersStatement)], two))).toContain("more than one contract");
});

test("an identity provider is no vendor", () => {
  const Federated = `arn:aws:iam::${ourAccount}:saml-provider/x`;
  const role = roleFor({ Effect: "Allow", Principal: { Federated }, Action: "sts:AssumeRoleWithSAML" });
  expect(said(rule, seenWith([role], augersSettings))).toBe("not-applicable");
});
