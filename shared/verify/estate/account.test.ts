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
const estate = (...roles: readonly RoleFacts[]) =>
  estateOfAccount(facts(...roles), settings, { own: "TeamA", other: "TeamB" });

test("roles by their tag and whom they trust, and people of the directory in them", () => {
  const { principals, region } = estate(
    role("studio-a", { tags: { Team: "TeamA" } }),
    role("execution-b", { tags: { team: "TeamB" }, trust: service.policy }),
    role("anything"),
  );
  expect(region).toBe("eu-west-1");
  expect(principals.map(({ kind, sessions }) => [kind, sessions.map(({ name }) => name)])).toEqual([
    ["team", ["alice", "carol"]],
    ["execution", []],
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

test("bucket and endpoint as the team's own policies name them", () => {
  const policy = named("p", "identity", [
    allow("s3:GetObject", `arn:aws:s3:::studio-data/\${aws:PrincipalTag/team}/*`),
    allow("sagemaker:CreatePresignedDomainUrl", "*", when("StringEquals", "aws:SourceVpce", "vpce-1")),
  ]).policy;
  const policies = [{ name: "inline", policy }];
  expect(estate(role("studio-a", { tags: { team: "TeamA" }, policies }))).toMatchObject({
    bucket: "studio-data",
    vpcEndpoint: "vpce-1",
  });
  expect(estate(role("anything", { policies }))).toMatchObject({ bucket: undefined, vpcEndpoint: undefined });
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
