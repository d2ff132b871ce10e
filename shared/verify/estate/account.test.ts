import { expect, test } from "@jest/globals";
import type { AccountFacts, RoleFacts } from "../../model/role-facts.ts";
import { allow, named, when } from "../../policy/fixtures.ts";
import { parseSettings } from "../../settings/parse.ts";
import { openTrust } from "../fixtures.ts";
import { estateOfAccount } from "./account.ts";

const settings = parseSettings(
  `mode: observe
region: eu-west-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { TeamA: {}, TeamB: {} }
people: { alice: { team: TeamA }, carol: { team: TeamA }, bob: { team: TeamB } }
`,
  "sagewarden.yaml",
);
const service = named("trust", "trust", [
  { Effect: "Allow", Principal: { Service: "sagemaker.amazonaws.com" }, Action: "sts:AssumeRole" },
]);

const role = (name: string, change: Partial<RoleFacts> = {}): RoleFacts => ({
  ...{
    name,
    arn: `arn:aws:iam::111122223333:role/${name}`,
    id: "AROA",
    path: "/",
    createdAt: undefined,
    maxSession: undefined,
  },
  ...{ trust: openTrust.policy, policies: [], boundary: "none", tags: {}, lastUsed: undefined, services: undefined },
  ...change,
});
const facts = (...roles: readonly RoleFacts[]): AccountFacts => ({
  ...{ account: "111122223333", partition: "aws", roles, users: undefined, resourcePolicies: undefined },
  ...{ managed: new Map(), takenAt: undefined },
});
const teams = { own: "TeamA", other: "TeamB" };
const estate = (...roles: readonly RoleFacts[]) => estateOfAccount(facts(...roles), settings, teams);

test("roles by their tag and whom they trust, and people of the directory in them", () => {
  const { principals, region } = estate(
    role("studio-a", { tags: { Team: "TeamA" } }),
    role("execution-b", { tags: { team: "TeamB" }, trust: service.policy }),
    role("anything"),
    role("sagewarden-probe-a", { tags: { team: "TeamA" }, path: "/sagewarden/probe/" }),
  );
  expect(region).toBe("eu-west-1");
  expect(principals.map(({ kind, sessions }) => [kind, sessions.map(({ name }) => name)])).toEqual([
    ["team", ["alice", "carol"]],
    ["execution", []],
    ["other", []],
    ["other", []],
  ]);
  expect(principals[0]?.sessions[0]).toMatchObject({
    tags: { team: "TeamA", studiouserid: "alice" },
    sourceIdentity: "alice",
  });
});

test("tags have the keys that the settings choose: one of the name makes nobody a team's", () => {
  const tags = {
    team: { ...settings.tags.team, key: "CostTeam" },
    studiouserid: { ...settings.tags.studiouserid, key: "StudioUser" },
  };
  const roles = facts(role("studio-a", { tags: { costteam: "TeamA" } }), role("anything", { tags: { team: "TeamA" } }));
  const { tagKeys, principals } = estateOfAccount(
    roles,
    { ...settings, tags: tags as typeof settings.tags },
    { own: "TeamA", other: "TeamB" },
  );
  expect(tagKeys).toEqual({ team: "CostTeam", studiouserid: "StudioUser" });
  expect(principals.map(({ kind }) => kind)).toEqual(["team", "other"]);
  expect(principals[0]?.sessions[0]).toMatchObject({
    tags: { CostTeam: "TeamA", StudioUser: "alice" },
    transitive: ["CostTeam", "StudioUser"],
  });
});

const bound = named("p", "identity", [
  allow("sagemaker:CreatePresignedDomainUrl", "*", when("StringEquals", "aws:SourceVpce", "vpce-1")),
]).policy;
const boundRole = role("studio-a", { tags: { team: "TeamA" }, policies: [{ name: "inline", policy: bound }] });

test("bucket and endpoint are the settings', whatever the policies say", () => {
  const access = { isolateBy: ["team"], bucket: "studio-data", vpcEndpoint: ["vpce-12345678", "vpce-87654321"] };
  const of = (change: object) =>
    estateOfAccount(facts(boundRole), { ...settings, access: { ...access, ...change } as never }, teams);
  expect(of({})).toMatchObject({ bucket: "studio-data", vpcEndpoint: "vpce-12345678" });
  expect(of({ vpcEndpoint: "vpce-12345678" })).toMatchObject({ vpcEndpoint: "vpce-12345678" });
  expect(of({ vpcEndpoint: undefined })).toMatchObject({ vpcEndpoint: undefined });
});

test("without settings of access the bucket is not known, and the endpoint as a team's policies name it", () => {
  expect(estate(boundRole)).toMatchObject({ bucket: undefined, vpcEndpoint: "vpce-1" });
  expect(estate(role("anything", { policies: boundRole.policies }))).toMatchObject({ vpcEndpoint: undefined });
});

test("whom SageMaker runs as without a tag is nobody's, and each team with people must have roles", () => {
  const { principals, peopled } = estate(role("AmazonSageMaker-ExecutionRole", { trust: service.policy }));
  expect(principals).toMatchObject([{ kind: "execution", tags: {} }]);
  expect(peopled).toEqual(["TeamA", "TeamB"]);
});

test("an administrator of a team's profiles by the name", () => {
  const name = "sagewarden-studio-admin-TeamB";
  const arn = `arn:aws:iam::111122223333:role/sagewarden/studio/${name}`;
  expect(estate(role(name, { arn })).principals).toMatchObject([{ kind: "admin", team: "TeamB", tags: {} }]);
});

test("what a template says of a role goes before what it looks like", () => {
  const nobodys = role("nobody", { trust: service.policy });
  const admin = role("admin");
  const marks = new Map([
    [nobodys.arn, { kind: "other" as const, team: undefined }],
    [admin.arn, { kind: "admin" as const, team: "TeamB" }],
  ]);
  const { principals } = estateOfAccount(facts(nobodys, admin), settings, teams, { marks, workedAs: [] });
  expect(principals.map(({ kind, team }) => [kind, team])).toEqual([
    ["other", undefined],
    ["admin", "TeamB"],
  ]);
});

test("a policy that was not given is not known to be harmless", () => {
  const [found] = estate(
    role("studio-a", {
      policies: [{ name: "p", arn: "arn:p", policy: undefined }],
      boundary: { arn: "arn:b", policy: undefined },
    }),
  ).principals;
  expect(found).toMatchObject({
    policies: [{ name: "arn:p", policy: { document: undefined } }],
    boundary: { name: "arn:b", policy: { document: undefined } },
    trust: { name: "trust of studio-a" },
  });
});
