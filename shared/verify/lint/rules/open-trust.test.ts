import { expect, test } from "@jest/globals";
import { allow } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { openTrust } from "./open-trust.ts";

const account = "111122223333";
const saml = { Federated: `arn:aws:iam::${account}:saml-provider/idp` };
const oidc = { Federated: `arn:aws:iam::${account}:oidc-provider/idp.example.com` };
const trust = (Principal: unknown, Action: string, Condition: object = {}) => ({
  ...{ Effect: "Allow", Principal, Action, Condition },
});
const audience = { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } };
const token = { "idp.example.com:aud": "aws", "idp.example.com:sub": "team-a|*" };

test.each<[string, object, number]>([
  ["an assertion for an audience", trust(saml, "sts:AssumeRoleWithSAML", audience), 0],
  ["an assertion for any", trust(saml, "sts:AssumeRoleWithSAML"), 1],
  ["an audience if there is one", trust(saml, "sts:*", { StringEqualsIfExists: audience.StringEquals }), 1],
  ["any audience but one", trust(saml, "sts:*", { StringNotEquals: audience.StringEquals }), 1],
  ["tags of a session that another statement lets in", trust(saml, "sts:TagSession"), 0],
  ["a token for an audience, of a subject", trust(oidc, "sts:AssumeRoleWithWebIdentity", { StringLike: token }), 0],
  ["a token of anybody", trust(oidc, "*", { StringEquals: { "idp.example.com:aud": "aws" } }), 1],
  ["the same, said with *", trust(oidc, "*", { StringLike: { ...token, "idp.example.com:sub": "*" } }), 1],
  ["any token", trust(oidc, "sts:AssumeRoleWithWebIdentity"), 2],
  ["anybody", trust("*", "sts:AssumeRole"), 1],
  ["anybody's role", trust({ AWS: "*" }, "sts:TagSession"), 1],
  ["anybody of the organisation", trust("*", "sts:AssumeRole", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }), 0],
  ["users of an account", trust({ AWS: account }, "sts:AssumeRole"), 0],
  ["a service", trust({ Service: "sagemaker.amazonaws.com" }, "sts:AssumeRole"), 0],
  ["a Deny", { ...trust("*", "sts:*"), Effect: "Deny" }, 0],
])("%s", (_, statement, times) => {
  expect(saidBy(openTrust, [statement], "trust")).toHaveLength(times);
});

test("of trust policies alone", () => expect(saidBy(openTrust, [allow("*")])).toEqual([]));
