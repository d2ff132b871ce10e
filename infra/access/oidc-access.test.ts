import { describe, expect, test } from "@jest/globals";
import { type AskedRole, admits } from "../../shared/policy/trust.ts";
import { only } from "../constructs/fixture.ts";
import { studio, trustOf } from "./fixture.ts";
import { OidcAccess } from "./oidc-access.ts";
import { StudioTeam } from "./studio-team.ts";

const made = (team: string) =>
  studio((stack, policies) => {
    const signIn = new OidcAccess(stack, "Oidc", {
      ...{ issuer: "https://idp.example.com/tenant", audience: "sagewarden", subjects: { TeamB: ["team-b|*"] } },
    });
    new StudioTeam(stack, "Team", { team, policies, signIn });
  });
const resources = made("TeamB");

test("the provider is made for one client", () => {
  expect(only(resources, "AWS::IAM::OIDCProvider").Properties).toEqual({
    ...{ Url: "https://idp.example.com/tenant", ClientIdList: ["sagewarden"] },
  });
});

const key = "idp.example.com/tenant";
const right: AskedRole = {
  principal: { arn: `arn:aws:iam::111122223333:oidc-provider/${key}` },
  role: "arn:aws:iam::111122223333:role/sagewarden/studio/sagewarden-studio-TeamB",
  action: "sts:AssumeRoleWithWebIdentity",
  context: { [`${key}:aud`]: "sagewarden", [`${key}:sub`]: "team-b|bob" },
  sessionTags: { team: "TeamB", studiouserid: "bob" },
  transitiveTagKeys: ["team", "studiouserid"],
  sourceIdentity: "bob",
};
const decide = (change: Partial<AskedRole> = {}) =>
  admits(trustOf(resources, "sagewarden-studio-TeamB"), { ...right, ...change }).decision;

describe("the role of a team is taken", () => {
  test("by a token with its tags", () => {
    expect(decide()).toBe("allowed");
  });

  test.each<[string, Partial<AskedRole>]>([
    ["another client", { context: { ...right.context, [`${key}:aud`]: "other" } }],
    ["another subject", { context: { ...right.context, [`${key}:sub`]: "team-a|alice" } }],
    ["no subject", { context: { [`${key}:aud`]: "sagewarden" } }],
    ["another team", { sessionTags: { team: "TeamA", studiouserid: "bob" } }],
    ["somebody else as source identity", { sourceIdentity: "alice" }],
  ])("not with %s", (_, change) => {
    expect(decide(change)).toBe("implicitDeny");
  });
});

test("a team without subjects has no role", () => {
  expect(() => made("TeamA")).toThrow("access.oidc.subjects.TeamA: missing; allowed: ");
});
