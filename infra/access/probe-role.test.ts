import { describe, expect, test } from "@jest/globals";
import { admits } from "../../shared/policy/trust.ts";
import { named, studio, trustOf } from "./fixture.ts";
import { IamUserAccess } from "./iam-user-access.ts";
import { ProbeRole, type ProbeRoleProps } from "./probe-role.ts";
import { StudioTeam } from "./studio-team.ts";

const made = (change: Partial<ProbeRoleProps> = {}, policies: object = {}) =>
  studio((stack, all) => {
    const signIn = new IamUserAccess(stack, "Users", { policies: all, users: [] });
    new StudioTeam(stack, "Team", { team: "TeamB", policies: all, signIn, ...change });
    new ProbeRole(stack, "Probe", { team: "TeamB", policies: all, ...change });
  }, policies);
const resources = made();
const role = "sagewarden-probe-TeamB";
const warden = "arn:aws:iam::111122223333:role/sagewarden/sagewarden-probe-isolation";

test.each([
  ["a team", resources, "TeamB"],
  ["a project", made({ project: "p1" }, { isolateBy: ["team", "project"] }), "TeamB-p1"],
])("has what the people of %s have: policies, boundary, tags", (_, found, unit) => {
  const [people, probe] = [`sagewarden-studio-${unit}`, `sagewarden-probe-${unit}`].map(
    (name) => named(found, name).Properties,
  );
  for (const property of ["ManagedPolicyArns", "PermissionsBoundary", "Policies", "Tags"])
    expect([property, probe?.[property]]).toEqual([property, people?.[property]]);
  expect(probe?.Path).toBe("/sagewarden/probe/");
});

describe("is taken", () => {
  const right = {
    principal: { arn: "arn:aws:sts::111122223333:assumed-role/sagewarden-probe-isolation/x" },
    role: `arn:aws:iam::111122223333:role/sagewarden/probe/${role}`,
    context: { "aws:PrincipalArn": warden, "sts:RoleSessionName": role },
    sessionTags: { team: "TeamB", studiouserid: role },
    transitiveTagKeys: ["team", "studiouserid"],
    sourceIdentity: role,
  };
  const decide = (change: object) => admits(trustOf(resources, role), { ...right, ...change }).decision;

  test("by the function, as nobody of the directory", () => expect(decide({})).toBe("allowed"));

  test.each<[string, object]>([
    ["by anybody else", { context: { ...right.context, "aws:PrincipalArn": `${warden}-2` } }],
    [
      "by a role of that name elsewhere",
      { context: { ...right.context, "aws:PrincipalArn": warden.replace("/sagewarden/", "/") } },
    ],
    ["as another team", { sessionTags: { team: "TeamA", studiouserid: role } }],
    ["as somebody", { sessionTags: { team: "TeamB", studiouserid: "bob" } }],
    ["with somebody's source identity", { sourceIdentity: "bob" }],
    ["under somebody's name", { context: { ...right.context, "sts:RoleSessionName": "bob" } }],
    ["with a further tag", { sessionTags: { ...right.sessionTags, admin: "true" } }],
  ])("not %s", (_, change) => expect(decide(change)).toBe("implicitDeny"));
});
