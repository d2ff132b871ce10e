import { describe, expect, test } from "@jest/globals";
import { type AskedRole, admits } from "../policy/trust.ts";
import { policyOf } from "./fixtures.ts";

/** Who takes the role of TeamB, one way after the other. */
const account = "arn:aws:iam::111122223333";
const bob = {
  role: `${account}:role/sagewarden/studio/sagewarden-studio-TeamB`,
  sessionTags: { team: "TeamB", studiouserid: "bob" },
  transitiveTagKeys: ["team", "studiouserid"],
  sourceIdentity: "bob",
};
const reserved = `${account}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Studio_0123456789abcdef`;

const ways: Readonly<Record<string, AskedRole>> = {
  saml: {
    ...bob,
    principal: { arn: `${account}:saml-provider/corporate` },
    action: "sts:AssumeRoleWithSAML",
    context: { "SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:iss": "https://idp.example.com" },
  },
  oidc: {
    ...bob,
    principal: { arn: `${account}:oidc-provider/idp.example.com/x` },
    action: "sts:AssumeRoleWithWebIdentity",
    context: { "idp.example.com/x:aud": "sagewarden", "idp.example.com/x:sub": "bob@example.com" },
  },
  "identity-center": {
    ...bob,
    principal: {
      arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Studio_0123456789abcdef/bob@example.com",
      tags: { team: "TeamB", studiouserid: "bob" },
    },
    context: { "aws:PrincipalArn": reserved },
  },
  "iam-user": {
    ...bob,
    principal: { arn: `${account}:user/bob`, tags: { team: "TeamB" } },
    context: { "sts:RoleSessionName": "bob", "aws:MultiFactorAuthPresent": "true" },
  },
};

type Change = (asked: AskedRole) => AskedRole;
const tagged =
  (tags: AskedRole["sessionTags"]): Change =>
  (asked) => ({ ...asked, sessionTags: { ...asked.sessionTags, ...tags } });
const context =
  (more: AskedRole["context"]): Change =>
  (asked) => ({ ...asked, context: { ...asked.context, ...more } });

/** What no way lets through. */
const common: readonly (readonly [string, Change])[] = [
  ["another team", tagged({ team: "TeamA" })],
  ["a further tag", tagged({ project: "p1" })],
  ["a key in another case", tagged({ Team: "TeamA" })],
  ["nobody", tagged({ studiouserid: "" })],
  ["a source identity that is another person", (asked) => ({ ...asked, sourceIdentity: "alice" })],
  ["no transitive tags", ({ transitiveTagKeys: _, ...asked }) => asked],
  ["a further transitive tag", (asked) => ({ ...asked, transitiveTagKeys: ["team", "cost"] })],
  ["another principal", (asked) => ({ ...asked, principal: { arn: "arn:aws:iam::999988887777:root" } })],
];

const special: Readonly<Record<string, readonly (readonly [string, Change])[]>> = {
  saml: [
    ["another audience", context({ "SAML:aud": "https://elsewhere.example.com" })],
    ["another issuer", context({ "SAML:iss": "https://evil.example.com" })],
    ["another provider", (asked) => ({ ...asked, principal: { arn: `${account}:saml-provider/other` } })],
  ],
  oidc: [
    ["another audience", context({ "idp.example.com/x:aud": "other" })],
    ["another subject", context({ "idp.example.com/x:sub": "mallory@example.com" })],
  ],
  "identity-center": [
    ["another person's tag", tagged({ studiouserid: "alice" })],
    ["another permission set", context({ "aws:PrincipalArn": reserved.replace("Studio", "Other") })],
    [
      "a role that is only called so",
      context({ "aws:PrincipalArn": `${account}:role/AWSReservedSSO_Studio_0123456789abcdef` }),
    ],
    [
      "somebody of another team",
      (asked) => ({ ...asked, principal: { ...asked.principal, tags: { team: "TeamA", studiouserid: "bob" } } }),
    ],
  ],
  "iam-user": [
    ["another user's tag", tagged({ studiouserid: "alice" })],
    ["another user's session name", context({ "sts:RoleSessionName": "alice" })],
    ["no second factor", context({ "aws:MultiFactorAuthPresent": "false" })],
    ["a user of another team", (asked) => ({ ...asked, principal: { ...asked.principal, tags: { team: "TeamA" } } })],
    [
      "a role of the account",
      (asked) => ({
        ...asked,
        principal: { arn: "arn:aws:sts::111122223333:assumed-role/x/bob", tags: { team: "TeamB" } },
      }),
    ],
  ],
};

describe.each(Object.entries(ways))("trust-%s", (way, right) => {
  const trust = policyOf(`studio/trust-${way}`, undefined, "trust").policy;

  test("bob of TeamB", () => expect(admits(trust, right).decision).toBe("allowed"));

  test("bob without a source identity", () => {
    const { sourceIdentity: _, ...asked } = right;
    expect(admits(trust, asked).decision).toBe("allowed");
  });

  test.each([...common, ...(special[way] ?? [])])("not %s", (_, change) => {
    expect(admits(trust, change(right)).decision).toBe("implicitDeny");
  });
});

describe("trust-execution", () => {
  const trust = policyOf("studio/trust-execution", undefined, "trust").policy;
  const right: AskedRole = {
    principal: { arn: "sagemaker.amazonaws.com" },
    role: `${account}:role/sagemaker/TeamB/execution`,
    context: {
      "aws:SourceAccount": "111122223333",
      "aws:SourceArn": "arn:aws:sagemaker:us-east-1:111122223333:domain/d",
    },
    sourceIdentity: "bob",
  };

  test("SageMaker, for a profile", () => expect(admits(trust, right).decision).toBe("allowed"));

  test.each<[string, Change]>([
    ["for another account", context({ "aws:SourceAccount": "999988887777" })],
    ["for no account", (asked) => ({ ...asked, context: {} })],
    ["another service", (asked) => ({ ...asked, principal: { arn: "lambda.amazonaws.com" } })],
    ["with tags", tagged({ team: "TeamA" })],
    ["a person", (asked) => ({ ...asked, principal: { arn: `${account}:user/bob` } })],
  ])("not %s", (_, change) => expect(admits(trust, change(right)).decision).toBe("implicitDeny"));
});
