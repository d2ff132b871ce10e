import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../shared/policy/evaluate.ts";
import { type AskedRole, admits } from "../../shared/policy/trust.ts";
import { only, propertiesOf } from "../constructs/fixture.ts";
import { policyIn, studio, trustOf } from "./fixture.ts";
import { IamUserAccess } from "./iam-user-access.ts";
import { StudioTeam } from "./studio-team.ts";

const made = (users: readonly string[]) =>
  studio((stack, policies) => {
    const signIn = new IamUserAccess(stack, "Users", { policies, users });
    new StudioTeam(stack, "Team", { team: "TeamB", policies, signIn });
  });
const resources = made(["bob"]);

test("the users join a group that may go on into the teams' roles", () => {
  expect(only(resources, "AWS::IAM::Group").Properties).toMatchObject({ ManagedPolicyArns: ["<UsersTakeTeamRole>"] });
  expect(only(resources, "AWS::IAM::UserToGroupAddition").Properties).toEqual({
    GroupName: "<UsersGroup>",
    Users: ["bob"],
  });
});

test("without users the group is empty", () => {
  expect(propertiesOf(made([]), "AWS::IAM::UserToGroupAddition")).toEqual([]);
});

const role = "arn:aws:iam::111122223333:role/sagewarden/studio/sagewarden-studio-";
test.each([
  [`${role}TeamB`, "allowed"],
  [`${role}TeamA`, "implicitDeny"],
  ["arn:aws:iam::111122223333:role/Administrator", "implicitDeny"],
])("a user of TeamB goes on into %s: %s", (arn, decision) => {
  const principal = { arn: "arn:aws:iam::111122223333:user/bob", tags: { team: "TeamB" } };
  const request = { principal, action: "s3:GetObject", resource: { arn }, context: {} };
  const layers = { identity: [policyIn(resources.UsersTakeTeamRole)] };
  expect(evaluate({ ...request, action: "sts:TagSession" }, layers).decision).toBe(decision);
});

const right: AskedRole = {
  principal: { arn: "arn:aws:iam::111122223333:user/bob", tags: { team: "TeamB" } },
  role: `${role}TeamB`,
  context: {
    ...{ "aws:PrincipalType": "User", "aws:username": "bob", "sts:RoleSessionName": "bob" },
    "aws:MultiFactorAuthPresent": "true",
  },
  sessionTags: { team: "TeamB", studiouserid: "bob" },
  transitiveTagKeys: ["team", "studiouserid"],
  sourceIdentity: "bob",
};

describe("the role of a team is taken", () => {
  const decide = (change: Partial<AskedRole> = {}) =>
    admits(trustOf(resources, "sagewarden-studio-TeamB"), { ...right, ...change }).decision;

  test("by a user of it, with the own name for a tag", () => {
    expect(decide()).toBe("allowed");
  });

  test.each<[string, Partial<AskedRole>]>([
    ["a user of another team", { principal: { ...right.principal, tags: { team: "TeamA" } } }],
    ["a user of no team", { principal: { arn: right.principal.arn } }],
    ["another person's tag", { sessionTags: { team: "TeamB", studiouserid: "carol" } }],
    ["another person's session name", { context: { ...right.context, "sts:RoleSessionName": "carol" } }],
    ["another source identity", { sourceIdentity: "carol" }],
    ["no second factor", { context: { ...right.context, "aws:MultiFactorAuthPresent": "false" } }],
    ["a role session", { context: { ...right.context, "aws:PrincipalType": "AssumedRole" } }],
  ])("not by, or with: %s", (_, change) => {
    expect(decide(change)).toMatch(/Deny$/);
  });
});
