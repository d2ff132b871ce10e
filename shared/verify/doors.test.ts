import { expect, test } from "@jest/globals";
import { account, named } from "../policy/fixtures.ts";
import { doorsOf, serviceDoorsOf } from "./doors.ts";

const bob = { name: "bob", tags: { team: "TeamB" } };
const documentOf = (Principal: unknown, Condition: object = {}) => {
  const statement = { Effect: "Allow", Principal, Action: "sts:*", Condition };
  return named("trust", "trust", [statement]).policy.document ?? { version: "2012-10-17" as const, statements: [] };
};
const root = { AWS: `arn:aws:iam::${account}:root` };
const [saml, oidc] = [`arn:aws:iam::${account}:saml-provider/idp`, `arn:aws:iam::${account}:oidc-provider/idp`];
const sso = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com`;

test.each<[string, unknown, object, readonly (readonly [string, string])[]]>([
  ["an assertion", { Federated: saml }, {}, [[saml, "sts:AssumeRoleWithSAML"]]],
  ["a token", { Federated: [oidc, oidc] }, {}, [[oidc, "sts:AssumeRoleWithWebIdentity"]]],
  ["a user of the account", root, {}, [[`arn:aws:iam::${account}:user/bob`, "sts:AssumeRole"]]],
  ["the same by its number", { AWS: account }, {}, [[`arn:aws:iam::${account}:user/bob`, "sts:AssumeRole"]]],
  ["another role", { AWS: `${sso}/x` }, {}, [[`${sso}/x`, "sts:AssumeRole"]]],
  [
    "a role that is described",
    root,
    { ArnLike: { "aws:PrincipalArn": `${sso}*/Studio_*` } },
    [
      [`arn:aws:iam::${account}:user/bob`, "sts:AssumeRole"],
      [`${sso}x/Studio_x`, "sts:AssumeRole"],
    ],
  ],
  ["no service", { Service: "sagemaker.amazonaws.com" }, {}, []],
])("%s", (_, principal, condition, expected) => {
  const doors = doorsOf(documentOf(principal, condition), bob);
  expect(doors.map((door) => [door.principal.arn, door.action])).toEqual(expected);
});

test("conditions on how somebody comes are met, those on the session and on who asks are not", () => {
  const [door] = doorsOf(
    documentOf(root, {
      StringLike: { "sts:ExternalId": "x?", "aws:RequestTag/team": "TeamA", "aws:username": "eve" },
      NumericLessThan: { "aws:MultiFactorAuthAge": "300" },
      IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      StringNotEquals: { "aws:SourceVpce": "vpce-1" },
    }),
    bob,
  );
  expect(door?.context).toEqual({
    "sts:ExternalId": "xx",
    "aws:MultiFactorAuthAge": "299",
    "aws:SourceIp": "10.0.0.0",
  });
  expect(door?.principal.tags).toEqual(bob.tags);
});

test("services by themselves", () => {
  const service = documentOf(
    { Service: "sagemaker.amazonaws.com" },
    { StringEquals: { "aws:SourceAccount": account } },
  );
  expect(serviceDoorsOf(service)).toMatchObject([
    { principal: { arn: "sagemaker.amazonaws.com" }, context: { "aws:SourceAccount": account } },
  ]);
});

test("a statement's own value counts before the others', so that one strict door hides no open one", () => {
  const statements = ["a", "b", "a"].map((id) => ({
    ...{ Effect: "Allow", Principal: { Federated: `arn:aws:iam::${account}:saml-provider/${id}` }, Action: "sts:*" },
    Condition: { StringEquals: { "saml:iss": `https://${id}`, "SAML:aud": "aws" } },
  }));
  const { document } = named("trust", "trust", statements).policy;
  expect(document && doorsOf(document, bob).map(({ context }) => context["saml:iss"])).toEqual([
    ...["https://a", "https://b"],
  ]);
});
