import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { accessProblems } from "./access-checks.ts";
import { type Problem, pathText } from "./words.ts";

const perfect = {
  ...{ mode: "observe", region: "us-east-1" },
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: {}, TeamB: {} },
  people: { alice: { team: "TeamA" }, bob: { team: "TeamB", iamUser: "bob" } },
};
const access = {
  ...{ federation: "saml", saml: { metadata: "idp.xml" }, bucket: "shared" },
  domain: { id: "d-abcdefghijkl" },
};
const oidc = (subjects: object) => ({
  ...{ federation: "oidc", saml: undefined },
  oidc: { issuer: "https://idp.example.com", audience: "sagewarden", subjects },
});
const byProject = (projects: object) => ({ isolateBy: ["team", "project"], projects });
const said = (problems: readonly Problem[]) => problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
const parsed = (value: object) => {
  const { success, data, error } = settingsSchema.safeParse(value);
  if (!success) throw new Error(JSON.stringify(error.issues.map(({ path, message }) => ({ path, message }))));
  return data;
};
const check = (change: object, more: object = {}) =>
  said(accessProblems(parsed({ ...perfect, access: { ...access, ...change }, ...more })));

describe("right", () => {
  test.each<[string, object, object?]>([
    ["SAML", {}],
    ["IAM users", { federation: "iam-users", saml: undefined }],
    ["OpenID Connect", oidc({ TeamA: ["team-a|*"], TeamB: ["team-b|*"] })],
    ["by project", byProject({ TeamA: { p1: ["alice"] }, TeamB: { p1: ["bob"], p2: [] } })],
    ["another user, where users do not sign in", {}, { people: { bob: { team: "TeamB", iamUser: "robert" } } }],
    ["who left, whatever the name", {}, { people: { "b@x": { team: "TeamA", left: "2026-01-01" } } }],
    [
      "a person's id that is no profile's name, without profiles",
      { profiles: false },
      { people: { "b@x": { team: "TeamA" } } },
    ],
    ["teams that begin alike", {}, { teams: { TeamA: {}, TeamAB: {}, TeamB: {} } }],
  ])("%s", (_, change, more = {}) => {
    expect(check(change, more)).toEqual([]);
  });

  test("no access, whatever the teams are called", () => {
    expect(accessProblems(parsed({ ...perfect, teams: { "a b": {} } }))).toEqual([]);
  });
});

describe("one thing broken", () => {
  test.each<[string, object, string, object?]>([
    ["no block", { saml: undefined }, "access.saml: missing; allowed: a map, with federation: saml"],
    [
      "another block",
      { federation: "iam-users" },
      "access.saml: the federation is iam-users; allowed: with federation: saml",
    ],
    [
      "a team's name",
      {},
      'teams["a b"]: "a b" becomes part of a role\'s name; allowed',
      { teams: { TeamA: {}, TeamB: {}, "a b": {} } },
    ],
    [
      "a long name",
      {},
      `teams.${"x".repeat(44)}: "${"x".repeat(44)}" becomes part`,
      { teams: { TeamA: {}, TeamB: {}, ["x".repeat(44)]: {} } },
    ],
    [
      "the name of an administrator",
      {},
      'teams.admin-TeamA: another role of Studio\'s is called "admin-TeamA"; allowed',
      { teams: { TeamA: {}, TeamB: {}, "admin-TeamA": {} } },
    ],
    [
      "the name of those without a team",
      {},
      'teams.Nobody: another role of Studio\'s is called "Nobody"; allowed',
      { teams: { TeamA: {}, TeamB: {}, Nobody: {} } },
    ],
    [
      "a name that begins another",
      {},
      'teams.TeamA: log streams named "TeamA-…" could be "TeamA-x"\'s; allowed',
      { teams: { TeamA: {}, TeamB: {}, "TeamA-x": {} } },
    ],
    [
      "two names that differ by case",
      {},
      'teams.teama: log streams named "teama-…" could be "TeamA"\'s; allowed',
      { teams: { TeamA: {}, TeamB: {}, teama: {} } },
    ],
    [
      "a person's name with a profile",
      {},
      'people["b@x"]: "b@x" becomes the name of a user profile; allowed',
      { people: { "b@x": { team: "TeamA" } } },
    ],
    [
      "a person's name",
      { profiles: false },
      'people["b x"]: "b x" becomes the name of a session; allowed',
      { people: { "b x": { team: "TeamA" } } },
    ],
    [
      "another user",
      { federation: "iam-users", saml: undefined },
      'people.bob.iamUser: with federation: iam-users the user\'s name is the studiouserid; allowed: "bob"',
      { people: { bob: { team: "TeamB", iamUser: "robert" } } },
    ],
    ["no subjects", oidc({ TeamA: ["team-a|*"] }), "access.oidc.subjects.TeamB: missing; allowed"],
    [
      "subjects of no team",
      oidc({ TeamA: ["team-a|*"], TeamB: ["team-b|*"], TeamC: ["team-c|*"] }),
      'access.oidc.subjects.TeamC: "TeamC" is no team; allowed: TeamA, TeamB; did you mean "TeamA"?',
    ],
    [
      "a subject of two teams",
      oidc({ TeamA: ["x-1"], TeamB: ["x-1"] }),
      'access.oidc.subjects.TeamB[0]: "x-1" meets "x-1" of "TeamA"; allowed: one team',
    ],
    [
      "subjects of two teams that meet",
      oidc({ TeamA: ["team-*"], TeamB: ["team-b|*"] }),
      'access.oidc.subjects.TeamB[0]: "team-b|*" meets "team-*" of "TeamA"; allowed: one team',
    ],
    ["no team in the border", { isolateBy: ["project"] }, "access.isolateBy: without the team; allowed"],
    ["projects that are no border", { projects: { TeamA: {} } }, "access.projects: allowed: with isolateBy"],
    ["a border without projects", { isolateBy: ["team", "project"] }, "access.projects: missing; allowed"],
    ["projects of no team", byProject({ TeamC: {} }), 'access.projects.TeamC: "TeamC" is no team; allowed'],
    [
      "a person of another team",
      byProject({ TeamA: { p1: ["bob"] } }),
      'access.projects.TeamA.p1[0]: "bob" is no person of "TeamA"; allowed',
    ],
    [
      "a person in two projects",
      byProject({ TeamA: { p1: ["alice"], q: ["alice"] } }),
      'access.projects.TeamA.q[0]: "alice" is in a project already; allowed',
    ],
    ["a short session", { maxSession: "PT59M" }, "access.maxSession: PT59M; allowed: PT1H to PT12H"],
    ["a probe all the time", { probe: { every: "PT59M" } }, "access.probe.every: PT59M; allowed: PT1H to P2D"],
    ["a probe now and then", { probe: { every: "P3D" } }, "access.probe.every: P3D; allowed: PT1H to P2D"],
    ["a probe by the second", { probe: { every: "PT2H1S" } }, "access.probe.every: PT2H1S; allowed: PT1H to P2D"],
    ["a long session", { maxSession: "PT13H" }, "access.maxSession: PT13H; allowed: PT1H to PT12H"],
    [
      "a domain of another sign-in",
      { domain: { vpc: "vpc-12345678", subnets: ["subnet-12345678"], auth: "sso", vpcOnly: false } },
      "access.domain.auth: sso with federation: saml; allowed: iam, or federation: identity-center",
    ],
    [
      "apps in a VPC without a security group",
      { domain: { vpc: "vpc-12345678", subnets: ["subnet-12345678"] } },
      "access.domain.securityGroups: none with vpcOnly; allowed: at least one, or vpcOnly: false",
    ],
  ])("%s", (_, change, message, more = {}) => {
    const found = check(change, more);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });
});
