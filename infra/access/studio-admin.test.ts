import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../../shared/model/errors.ts";
import { evaluate } from "../../shared/policy/evaluate.ts";
import { admits } from "../../shared/policy/trust.ts";
import { layersOf, named, requestTags, studio, trustOf } from "./fixture.ts";
import { StudioAdmin, type StudioAdminProps } from "./studio-admin.ts";

const role = "sagewarden-studio-admin-TeamB";
const made = (change: Partial<StudioAdminProps> = {}) =>
  studio((stack, policies) => {
    new StudioAdmin(stack, "Admin", {
      ...{ team: "TeamB", people: ["bob", "dave"], policies, principals: ["arn:aws:iam::*:role/platform"], ...change },
    });
  });
const resources = made();
const profile = "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d/x";
const principal = { arn: `arn:aws:sts::111122223333:assumed-role/${role}/x` };
const decide = (action: string, context: object, arn = profile, found = resources, tags = {}) =>
  evaluate({ principal, action, resource: { arn, tags }, context: { ...context } }, layersOf(found, role)).decision;

describe("a profile is made", () => {
  test.each([
    ["for a person of the team", { team: "TeamB", studiouserid: "bob" }, "allowed"],
    ["for a person of another team", { team: "TeamB", studiouserid: "alice" }, "implicitDeny"],
    ["for another team", { team: "TeamA", studiouserid: "bob" }, "implicitDeny"],
    ["for nobody", { team: "TeamB" }, "implicitDeny"],
    ["for an empty person", { team: "TeamB", studiouserid: "" }, "implicitDeny"],
    ["in another spelling", { team: "TeamB", StudioUserId: "bob" }, "implicitDeny"],
    ["with a further tag", { team: "TeamB", studiouserid: "bob", admin: "true" }, "implicitDeny"],
    ["without tags", {}, "implicitDeny"],
  ])("%s: %j %s", (_, tags, decision) => {
    expect(decide("sagemaker:CreateUserProfile", requestTags(tags))).toBe(decision);
  });
});

test.each([
  ["sagemaker:UpdateDomain", {}, "implicitDeny"],
  ["sagemaker:CreatePresignedDomainUrl", {}, "explicitDeny"],
  ["sagemaker:AddTags", requestTags({ studiouserid: "bob" }), "explicitDeny"],
  ["sagemaker:DeleteTags", { "aws:TagKeys": ["team"] }, "explicitDeny"],
])("an administrator may %s: %s %s", (action, context, decision) => {
  expect(decide(action, context)).toBe(decision);
});

test.each([
  ["TeamB", "allowed"],
  ["TeamA", "implicitDeny"],
])("an administrator of TeamB, with what is %s's: %s", (team, decision) => {
  const role = `arn:aws:iam::111122223333:role/sagemaker/${team}/sagewarden-execution-${team}`;
  expect(decide("sagemaker:UpdateUserProfile", {}, profile, resources, { team })).toBe(decision);
  expect(decide("iam:PassRole", { "iam:PassedToService": "sagemaker.amazonaws.com" }, role)).toBe(decision);
});

describe("the role is taken", () => {
  const asked = (who: string, more: object = {}) =>
    admits(trustOf(resources, role), {
      principal: { arn: `arn:aws:sts::111122223333:assumed-role/${who}/x` },
      role: `arn:aws:iam::111122223333:role/sagewarden/studio/${role}`,
      context: { "aws:PrincipalArn": `arn:aws:iam::111122223333:role/${who}` },
      ...more,
    }).decision;

  test("by those who are named, without tags", () => {
    expect(asked("platform")).toBe("allowed");
    expect(asked("developer")).toBe("implicitDeny");
    expect(asked("platform", { sessionTags: { team: "TeamA" } })).toBe("implicitDeny");
  });
});

describe("many people", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);

  test("fill several policies, and each of them has a profile", () => {
    const found = made({ people: many(700) });
    const attached = named(found, role).Properties.ManagedPolicyArns as string[];
    expect(attached.length).toBeGreaterThan(2);
    expect(attached.length).toBeLessThanOrEqual(10);
    for (const studiouserid of ["person-0", "person-350", "person-699"]) {
      const context = requestTags({ team: "TeamB", studiouserid });
      expect(decide("sagemaker:CreateUserProfile", context, profile, found)).toBe("allowed");
    }
  });

  test("nobody is no statement", () => {
    expect(named(made({ people: [] }), role).Properties.ManagedPolicyArns).toHaveLength(1);
  });

  test("more than IAM takes are refused with the team's name", () => {
    const act = () => made({ people: many(9_000) });
    expect(act).toThrow(BadInput);
    expect(act).toThrow(/^TeamB: 9000 people fill \d+ policies; allowed: 9$/);
  });
});
