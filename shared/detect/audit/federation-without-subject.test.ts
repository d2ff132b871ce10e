import { describe, expect, test } from "@jest/globals";
import { augersRole, ourAccount, seenWith, settingsWith, trustWith } from "../../vendors/fixture.ts";
import { federationWithoutSubject as rule } from "./federation-without-subject.ts";
import { said } from "./fixture.ts";

const role = { ...augersRole, arn: `arn:aws:iam::${ourAccount}:role/x`, path: "/", tags: {} };
const asks = (Federated: string, Condition: object | undefined, Action = "sts:AssumeRoleWithWebIdentity") => {
  const statement = { Effect: "Allow", Principal: { Federated }, Action, ...(Condition && { Condition }) };
  return said(rule, seenWith([{ ...role, trust: trustWith(statement) }], settingsWith("{}")));
};
const provider = (host: string) => `arn:aws:iam::${ourAccount}:oidc-provider/${host}`;

describe("GitHub", () => {
  const host = "token.actions.githubusercontent.com";
  const aud = { [`${host}:aud`]: "sts.amazonaws.com" };
  test.each([
    ["nothing asked", undefined, "high trust 0"],
    ["the audience alone", { StringEquals: aud }, "high trust 0"],
    ["every subject", { StringLike: { [`${host}:sub`]: "repo:*" } }, "high trust 0"],
    ["if there is one", { StringLikeIfExists: { [`${host}:sub`]: "*" } }, "high trust 0"],
    ["an owner that begins so", { StringLike: { [`${host}:sub`]: "repo:acme*" } }, "medium trust 0"],
    ["an owner", { StringLike: { [`${host}:sub`]: "repo:acme/*" } }, "clean"],
    ["a branch", { StringEquals: { ...aud, [`${host}:sub`]: "repo:acme/x:ref:refs/heads/main" } }, "clean"],
  ])("%s", (_, condition, expected) => expect(asks(provider(host), condition)).toBe(expected));
});

describe("others", () => {
  const eks = "oidc.eks.us-east-1.amazonaws.com/id/ABCDEF0123456789";
  const cognito = "cognito-identity.amazonaws.com";
  test.each([
    ["a cluster", provider(eks), undefined, "medium trust 0"],
    [
      "a service account of it",
      provider(eks),
      { StringEquals: { [`${eks}:sub`]: "system:serviceaccount:a:b" } },
      "clean",
    ],
    ["a cluster's audience", provider(eks), { StringEquals: { [`${eks}:aud`]: "sts.amazonaws.com" } }, "clean"],
    ["Cognito", cognito, undefined, "high trust 0"],
    ["any pool of it", cognito, { "ForAnyValue:StringLike": { [`${cognito}:amr`]: "authenticated" } }, "high trust 0"],
    ["a pool of it", cognito, { StringEquals: { [`${cognito}:aud`]: "us-east-1:1234" } }, "clean"],
    ["Google's application", "accounts.google.com", { StringEquals: { "accounts.google.com:aud": "1-x" } }, "clean"],
  ])("%s", (_, principal, condition, expected) => expect(asks(principal, condition)).toBe(expected));
});

test.each([
  ["any audience", undefined, "medium trust 0"],
  ["AWS's sign-in", { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } }, "clean"],
])("SAML, %s", (_, condition, expected) => {
  const saml = `arn:aws:iam::${ourAccount}:saml-provider/Okta`;
  expect(asks(saml, condition, "sts:AssumeRoleWithSAML")).toBe(expected);
});

test("no provider", () => expect(said(rule, seenWith([augersRole]))).toBe("not-applicable"));
