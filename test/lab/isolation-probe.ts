import { readFileSync } from "node:fs";
import { policyDocument } from "#shared/access/documents.ts";
import { liveMeans } from "#shared/aws/live-probe.ts";
import { names, probeRole } from "#shared/names.ts";
import type { Party, Place, Probed } from "#shared/probe/model.ts";
import { pairsOf, partiesOf } from "#shared/probe/parties.ts";
import { probe } from "#shared/probe/probe.ts";
import { parseSettings } from "#shared/settings/parse.ts";
import { definition } from "../../functions/probe-isolation/definition.ts";
import { type Credentials, issued, root } from "../../lab/demo/clients.ts";
import { call } from "./isolation-calls.ts";
import { accessSettings } from "./isolation-deployed.ts";
import { executionOf, named, succeed, tagsOf, type World } from "./isolation-world.ts";
import type { LeasedLab } from "./pool/lease.ts";

const warden = { path: names.rolePath, name: names.functions.probeIsolation };
const iam = (operation: string, params: object) => call("root", operation, params, "iam");
const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });

/** A session of the function's role. */
export const takeWarden = async ({ account, ...lab }: LeasedLab): Promise<Credentials> => {
  const RoleArn = `arn:aws:iam::${account}:role${warden.path}${warden.name}`;
  const taking = call("root", "AssumeRole", { RoleArn, RoleSessionName: "probe" }, "sts");
  const [answer] = await succeed({ account, ...lab }, { root }, [taking]);
  return issued(answer?.Credentials as object);
};

/** The function's role, with what its definition says of the teams; and the teams' bucket. */
export const makeWarden = async (lab: LeasedLab): Promise<Credentials> => {
  const RoleName = warden.name;
  const inLab = (arn: string) => arn.replace(/\$\{Partition\}/, "aws").replace(/\$\{Account\}/, lab.account);
  const allowed = definition.permissions
    .filter(({ resources }) => resources.every((resource) => /^(arn:|\*$)/.test(resource)))
    .map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources.map(inLab) }));
  const trust = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${lab.account}:root` }, Action: "sts:AssumeRole" };
  await succeed(lab, { root }, [
    iam("CreateRole", { RoleName, Path: warden.path, AssumeRolePolicyDocument: document([trust]) }),
    iam("PutRolePolicy", { RoleName, PolicyName: "own", PolicyDocument: document(allowed) }),
    call("root", "CreateBucket", { Bucket: "isolation" }, "s3"),
  ]);
  return takeWarden(lab);
};

/** What the function does, by its own means. */
const run = (lab: LeasedLab, set: string, parties: readonly Party[], place: Place, given: Credentials) => {
  const { endpoint, region } = lab;
  const { sessionToken = "", ...keys } = given;
  const means = liveMeans({ endpoint, region, credentials: { ...keys, sessionToken } });
  const named = { run: `${names.probe}${set}-${crypto.randomUUID().slice(0, 8)}`, at: "2026-11-30T00:00:00Z" };
  return probe({ place, pairs: pairsOf(parties, 0), ...named, means, isOver: () => false });
};

/** The teams as the access stack made them. */
export const probeDeployed = (lab: LeasedLab, given: Credentials): Promise<Probed> => {
  const settings = parseSettings(readFileSync(accessSettings, "utf8"), accessSettings);
  const { account, region } = lab;
  const { access } = settings;
  if (access === undefined) throw new Error(`${accessSettings} has no access`);
  const { parties, place } = partiesOf({ ...settings, access }, { partition: "aws", account, region });
  return run(lab, "deployed", parties, place, given);
};

/** With the published policies on probe roles of their own. */
export const probePublished = async (lab: LeasedLab, { set, roles }: World, given: Credentials): Promise<Probed> => {
  const { account, region } = lab;
  const values = { partition: "aws", account, region, bucket: "isolation" };
  const keys = { "team-key": "team", "user-key": "studiouserid", "project-key": "project" };
  const arnOf = (policy: string) => `arn:aws:iam::${account}:policy/${named(set, policy)}`;
  const parties = ["TeamA", "TeamB"].map((team): Party => {
    const { path, name: person } = probeRole(`${set}-${team}`);
    const people = Object.values(roles).find((arn) => !arn.includes("execution") && arn.endsWith(team)) as string;
    return {
      ...{ unit: team, team, person, prefix: `${team}/`, people: team === "TeamA" ? ["alice"] : ["bob"] },
      ...{ tags: { team }, sessionTags: { team, studiouserid: person } },
      roles: { people, execution: executionOf(roles, team), probe: `arn:aws:iam::${account}:role${path}${person}` },
    };
  });
  const made = parties.flatMap(({ person: RoleName, team, tags }) => {
    const AssumeRolePolicyDocument = policyDocument("studio/trust-probe", {
      ...values,
      ...keys,
      team,
      probe: RoleName,
    });
    return [
      iam("CreateRole", { RoleName, Path: names.probePath, AssumeRolePolicyDocument, Tags: tagsOf(tags) }),
      ...["read-only", "supporting-services", "developer"].map((policy) =>
        iam("AttachRolePolicy", { RoleName, PolicyArn: arnOf(policy) }),
      ),
    ];
  });
  await succeed(lab, { root }, made);
  return run(lab, set, parties, { ...values, teamKey: "team" }, given);
};
