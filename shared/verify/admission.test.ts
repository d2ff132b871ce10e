import { describe, expect, test } from "@jest/globals";
import { account, named, when } from "../policy/fixtures.ts";
import { admissionOf } from "./admission.ts";
import { session, teamRole, trustOf } from "./fixtures.ts";
import type { EstateSession } from "./model.ts";

const bob = session("TeamB", "bob");
const decision = (trust: ReturnType<typeof trustOf> | undefined, asked: EstateSession = bob, caller = bob.tags) =>
  admissionOf(teamRole("TeamB", [], { trust }), asked, caller);
const trust = (...statements: readonly object[]) =>
  named(
    "trust.json",
    "trust",
    statements.map((each) => ({ Effect: "Allow", ...each })),
  );

describe("who may have a session", () => {
  test.each<[string, EstateSession, string]>([
    ["of one's own team", bob, "allowed"],
    ["of another team", session("TeamA", "bob"), "implicitDeny"],
    ["with a key that is not listed", session("TeamB", "bob", { tags: { ...bob.tags, admin: "yes" } }), "implicitDeny"],
    [
      "with a source identity that the policy does not grant",
      session("TeamB", "bob", { sourceIdentity: "bob" }),
      "implicitDeny",
    ],
    ["without tags", session("TeamB", "bob", { tags: {} }), "allowed"],
  ])("%s: %s", (_, asked, expected) => {
    expect(decision(trustOf("TeamB"), asked).decision).toBe(expected);
  });

  test("the statement is named by the role's trust policy", () => {
    expect(decision(trustOf("TeamB")).statement).toMatchObject({ policy: "trust.json" });
  });

  test("no trust policy is known: nobody is kept out", () => {
    expect(decision(undefined).decision).toBe("allowed");
  });

  test("one that cannot be read: not known", () => {
    expect(decision(named("trust.json", "trust", [])).decision).toBe("implicitDeny");
    const unread = {
      name: "trust.json",
      policy: { kind: "trust" as const, document: undefined, problems: [], text: "" },
    };
    expect(decision(unread).decision).toBe("ambiguous");
  });
});

describe("who takes it", () => {
  const root = { AWS: `arn:aws:iam::${account}:root` };
  test.each<[string, readonly object[], string]>([
    [
      "a user of the account, by name",
      [
        {
          Principal: root,
          Action: ["sts:AssumeRole", "sts:TagSession"],
          ...when("StringEquals", "sts:RoleSessionName", `\${aws:username}`),
        },
      ],
      "allowed",
    ],
    [
      "a user whose own tag decides",
      [
        {
          Principal: root,
          Action: ["sts:AssumeRole", "sts:TagSession"],
          ...when("StringEquals", "aws:PrincipalTag/team", "TeamA"),
        },
      ],
      "implicitDeny",
    ],
    [
      "somebody with a second factor",
      [{ Principal: { AWS: account }, Action: "sts:*", ...when("Bool", "aws:MultiFactorAuthPresent", "true") }],
      "allowed",
    ],
    [
      "somebody from an address",
      [{ Principal: root, Action: "sts:*", ...when("IpAddress", "aws:SourceIp", "10.0.0.0/8") }],
      "allowed",
    ],
    [
      "somebody whose sign-in is young",
      [{ Principal: root, Action: "sts:*", ...when("NumericLessThan", "aws:MultiFactorAuthAge", "300") }],
      "allowed",
    ],
    [
      "a role of Identity Center",
      [
        {
          Principal: root,
          Action: "sts:*",
          ...when(
            "ArnLike",
            "aws:PrincipalArn",
            `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_x_*`,
          ),
        },
      ],
      "allowed",
    ],
    [
      "a token's subject",
      [
        {
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/idp` },
          Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
          ...when("StringLike", "idp:sub", "team-b:*"),
        },
      ],
      "allowed",
    ],
    [
      "a service, without tags of its own",
      [{ Principal: { Service: "sagemaker.amazonaws.com" }, Action: "sts:AssumeRole" }],
      "implicitDeny",
    ],
    ["another role", [{ Principal: { AWS: `arn:aws:iam::${account}:role/broker` }, Action: "sts:*" }], "allowed"],
    [
      "nobody",
      [{ Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: "sts:SetSourceIdentity" }],
      "implicitDeny",
    ],
  ])("%s: %s", (_, statements, expected) => {
    expect(decision(trust(...statements)).decision).toBe(expected);
  });
});
