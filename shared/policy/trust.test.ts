import { describe, expect, test } from "@jest/globals";
import { account, named, roleArn, vendorAccount, when } from "./fixtures.ts";
import { type AskedRole, admits } from "./trust.ts";

const caller = `arn:aws:sts::${vendorAccount}:assumed-role/importer/run-7`;
const asked: AskedRole = {
  principal: { arn: caller },
  role: roleArn,
  context: { "sts:ExternalId": "right", "sts:RoleSessionName": "acme-1" },
};
const statement = { Effect: "Allow", Principal: { AWS: vendorAccount }, Action: "sts:AssumeRole" };
const perfect = { ...statement, ...when("StringEquals", "sts:ExternalId", "right") };
const decisionOf = (statements: readonly object[], change: Partial<AskedRole> = {}) =>
  admits(named("trust", "trust", statements).policy, { ...asked, ...change }).decision;

describe("who may take the role", () => {
  const by = (Principal: unknown) => [{ ...perfect, Principal }];
  test.each<[string, readonly object[], string]>([
    ["an account's id", [perfect], "allowed"],
    ["an account's root", by({ AWS: `arn:aws:iam::${vendorAccount}:root` }), "allowed"],
    ["the caller's role", by({ AWS: `arn:aws:iam::${vendorAccount}:role/importer` }), "allowed"],
    ["the caller's role, which has a path", by({ AWS: `arn:aws:iam::${vendorAccount}:role/jobs/importer` }), "allowed"],
    ["the caller's session", by({ AWS: caller }), "allowed"],
    ["another session", by({ AWS: `${caller}0` }), "implicitDeny"],
    ["another role", by({ AWS: `arn:aws:iam::${vendorAccount}:role/other` }), "implicitDeny"],
    ["another account", by({ AWS: account }), "implicitDeny"],
    ["anybody", by("*"), "allowed"],
    ["anybody in AWS", by({ AWS: "*" }), "allowed"],
    ["a service", by({ Service: "ec2.amazonaws.com" }), "implicitDeny"],
    ["a deleted principal", by({ AWS: "AROAEXAMPLEEXAMPLE12" }), "implicitDeny"],
    [
      "one with a wildcard, which AWS refuses",
      by({ AWS: `arn:aws:sts::${vendorAccount}:assumed-role/importer/*` }),
      "ambiguous",
    ],
    ["a Deny of the account", [perfect, { ...statement, Effect: "Deny" }], "explicitDeny"],
    [
      "everybody but one, which AWS does not support",
      [{ ...perfect, Principal: undefined, NotPrincipal: { AWS: account } }],
      "ambiguous",
    ],
  ])("%s", (_, statements, expected) => expect(decisionOf(statements)).toBe(expected));

  test.each<[string, Partial<AskedRole>, object, string]>([
    [
      "a service",
      { principal: { arn: "sagemaker.amazonaws.com" } },
      { Principal: { Service: "sagemaker.amazonaws.com" } },
      "allowed",
    ],
    [
      "another service",
      { principal: { arn: "lambda.amazonaws.com" } },
      { Principal: { Service: "sagemaker.amazonaws.com" } },
      "implicitDeny",
    ],
    [
      "a provider",
      { principal: { arn: `arn:aws:iam::${account}:saml-provider/okta` }, action: "sts:AssumeRoleWithSAML" },
      { Principal: { Federated: `arn:aws:iam::${account}:saml-provider/okta` }, Action: "sts:AssumeRoleWithSAML" },
      "allowed",
    ],
    [
      "another kind of call",
      { principal: { arn: "accounts.google.com" }, action: "sts:AssumeRoleWithWebIdentity" },
      { Principal: { Federated: "accounts.google.com" } },
      "implicitDeny",
    ],
    [
      "the id of a role that is there",
      { context: { ...asked.context, "aws:userid": "AROAEXAMPLEEXAMPLE12:run-7" } },
      { Principal: { AWS: "AROAEXAMPLEEXAMPLE12" } },
      "allowed",
    ],
  ])("%s", (_, change, trust, expected) => {
    expect(decisionOf([{ ...statement, ...trust }], change)).toBe(expected);
  });
});

describe("the external id", () => {
  test.each<[string, object, Partial<AskedRole>, string]>([
    ["right", {}, {}, "allowed"],
    ["wrong", {}, { context: { "sts:ExternalId": "wrong" } }, "implicitDeny"],
    ["absent", {}, { context: {} }, "implicitDeny"],
    ["optional", when("StringEqualsIfExists", "sts:ExternalId", "right"), { context: {} }, "allowed"],
    ["any", when("StringLike", "sts:ExternalId", "*"), { context: { "sts:ExternalId": "x" } }, "allowed"],
    ["with another operator's name", when("String", "sts:ExternalId", "right"), {}, "ambiguous"],
  ])("%s", (_, trust, change, expected) => expect(decisionOf([{ ...perfect, ...trust }], change)).toBe(expected));
});

describe("session tags and a source identity are permissions of their own", () => {
  const tagged = { sessionTags: { team: "TeamA" }, transitiveTagKeys: ["team"] };
  const tagging = {
    ...statement,
    Action: "sts:TagSession",
    Condition: {
      StringEquals: { "aws:RequestTag/team": "TeamA" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["team"], "sts:TransitiveTagKeys": ["team"] },
    },
  };
  test.each<[string, readonly object[], Partial<AskedRole>, string]>([
    ["no tags", [perfect], { sessionTags: {} }, "allowed"],
    ["tags without the permission", [perfect], tagged, "implicitDeny"],
    ["tags with it", [perfect, tagging], tagged, "allowed"],
    ["another value", [perfect, tagging], { sessionTags: { team: "TeamB" } }, "implicitDeny"],
    ["a further key", [perfect, tagging], { sessionTags: { team: "TeamA", admin: "1" } }, "implicitDeny"],
    ["a further transitive key", [perfect, tagging], { ...tagged, transitiveTagKeys: ["other"] }, "implicitDeny"],
    ["all of STS", [{ ...perfect, Action: "sts:*" }], { ...tagged, sourceIdentity: "alice" }, "allowed"],
    ["a source identity without the permission", [perfect], { sourceIdentity: "alice" }, "implicitDeny"],
    [
      "a source identity with it",
      [
        {
          ...perfect,
          Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
          Condition: { StringLike: { "sts:SourceIdentity": "al*" } },
        },
      ],
      { sourceIdentity: "alice" },
      "allowed",
    ],
    [
      "tags that a Deny takes away",
      [perfect, tagging, { ...statement, Effect: "Deny", Action: "sts:TagSession" }],
      tagged,
      "explicitDeny",
    ],
  ])("%s", (_, statements, change, expected) => expect(decisionOf(statements, change)).toBe(expected));
});

test("the statement that decides is named", () => {
  const { policy } = named("trust", "trust", [{ ...perfect, Sid: "Vendor" }]);
  expect(admits(policy, asked).statement).toEqual({ policy: "trust", index: 0, sid: "Vendor" });
  expect(admits(policy, { ...asked, sourceIdentity: "x" }).statement).toBeUndefined();
});
