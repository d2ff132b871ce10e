import { describe, expect, test } from "@jest/globals";
import { type AskedRole, admits } from "../../shared/policy/trust.ts";
import { only, propertiesOf } from "../constructs/fixture.ts";
import { studio, trustOf } from "./fixture.ts";
import { IdentityCenterAccess, type IdentityCenterAccessProps } from "./identity-center-access.ts";
import { StudioTeam } from "./studio-team.ts";

const group = "90676e9a5c-1b2c3d4e-5f60-4718-8a9b-0c1d2e3f4a5b";
const application = "arn:aws:sso::111122223333:application/ssoins-0123456789abcdef/apl-0123456789abcdef";
const made = (change: Partial<IdentityCenterAccessProps> = {}, policies: object = {}, assigned?: string) =>
  studio((stack, all) => {
    const signIn = new IdentityCenterAccess(stack, "Center", {
      ...{ policies: all, instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef", groups: [group] },
      attributes: {
        team: `\${path:enterprise.department}`,
        studiouserid: `\${path:userName}`,
        project: `\${path:title}`,
      },
      ...change,
    });
    const project = all.border.includes("project") ? "p1" : undefined;
    new StudioTeam(stack, "Team", { team: "TeamB", project, policies: all, signIn });
    if (assigned !== undefined) signIn.assignTo(assigned);
  }, policies);
const resources = made();

describe("Identity Center", () => {
  test("gives every session team and person as tags, and the project where that is a border", () => {
    const keysOf = (found: typeof resources) => {
      const [{ AccessControlAttributes } = {}] = propertiesOf(
        found,
        "AWS::SSO::InstanceAccessControlAttributeConfiguration",
      );
      return (AccessControlAttributes as { Key: string }[]).map(({ Key }) => Key);
    };
    expect(keysOf(resources)).toEqual(["team", "studiouserid"]);
    expect(keysOf(made({}, { isolateBy: ["team", "project"] }))).toEqual(["team", "studiouserid", "project"]);
    const tagKeys = { team: "CostTeam", studiouserid: "Person", project: "project" };
    expect(keysOf(made({}, { tagKeys }))).toEqual(["CostTeam", "Person"]);
  });

  test("has one permission set, with the teams' policies by name, for an hour", () => {
    expect(only(resources, "AWS::SSO::PermissionSet").Properties).toMatchObject({
      ...{ Name: "SagewardenStudio", SessionDuration: "PT1H" },
      CustomerManagedPolicyReferences: ["read-only", "supporting-services", "developer", "workspace"].map(
        (document) => ({
          ...{ Path: "/sagewarden/", Name: `sagewarden-studio-${document}` },
        }),
      ),
    });
  });

  test("lets people into their team's role, and to their team's models", () => {
    const sids = (found: typeof resources) =>
      (
        only(found, "AWS::SSO::PermissionSet").Properties.InlinePolicy as { Statement: { Sid: string }[] }
      ).Statement.map(({ Sid }) => Sid);
    expect(sids(resources)).toEqual(["TakeOwnTeamsRole", "ModelsOfOwnTeam", "ModelsThatNobodyCanAskFor"]);
    expect(sids(made({}, { models: "open" }))).toEqual(["TakeOwnTeamsRole"]);
  });

  test("gives it to the groups, in this account", () => {
    expect(only(resources, "AWS::SSO::Assignment").Properties).toMatchObject({
      ...{ PrincipalType: "GROUP", PrincipalId: group, TargetType: "AWS_ACCOUNT", TargetId: "111122223333" },
    });
  });

  test("gives them a domain in SSO mode too", () => {
    expect(only(made({}, {}, application), "AWS::SSO::ApplicationAssignment").Properties).toEqual({
      ...{ ApplicationArn: application, PrincipalType: "GROUP", PrincipalId: group },
    });
  });

  test("is not touched where it cannot be reached", () => {
    expect(Object.values(made({ hasInstance: false })).filter(({ Type }) => Type.startsWith("AWS::SSO"))).toEqual([]);
  });
});

const right: AskedRole = {
  principal: {
    arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_SagewardenStudio_0123456789abcdef/bob",
    tags: { team: "TeamB", studiouserid: "bob" },
  },
  role: "arn:aws:iam::111122223333:role/sagewarden/studio/sagewarden-studio-TeamB",
  context: {
    "aws:PrincipalArn":
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_SagewardenStudio_0123456789abcdef",
  },
  sessionTags: { team: "TeamB", studiouserid: "bob" },
  transitiveTagKeys: ["team", "studiouserid"],
  sourceIdentity: "bob",
};

describe("the role of a team is taken", () => {
  const decide = (change: Partial<AskedRole> = {}) =>
    admits(trustOf(resources, "sagewarden-studio-TeamB"), { ...right, ...change }).decision;

  test("from the permission set, by people of the team", () => {
    expect(decide()).toBe("allowed");
  });

  test.each<[string, Partial<AskedRole>]>([
    ["a person of another team", { principal: { ...right.principal, tags: { team: "TeamA", studiouserid: "bob" } } }],
    ["somebody else's tag", { sessionTags: { team: "TeamB", studiouserid: "carol" } }],
    ["another source identity", { sourceIdentity: "carol" }],
    [
      "a role that only looks like it",
      { context: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/AWSReservedSSO_SagewardenStudio_x" } },
    ],
  ])("not by, or with: %s", (_, change) => {
    expect(decide(change)).toBe("implicitDeny");
  });
});
