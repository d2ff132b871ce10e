import { readFileSync } from "node:fs";
import { policyDocument } from "#shared/access/documents.ts";
import type { PolicyValues } from "#shared/access/values.ts";
import { root } from "../../lab/demo/clients.ts";
import { type Call, call } from "./isolation-calls.ts";
import {
  executionOf,
  furnish,
  keysBy,
  makeAdministrator,
  named,
  people,
  plainTrust,
  succeed,
  tagsOf,
  type World,
} from "./isolation-world.ts";
import type { LeasedLab } from "./pool/lease.ts";

interface Role {
  name: string;
  kind: string;
  arn: string;
  tags: Readonly<Record<string, string>>;
  policies: readonly string[];
}

const set = "as-published";
const file = new URL(`../../policies/${set}/verify.json`, import.meta.url);
const estate: { account: string; roles: readonly Role[] } = JSON.parse(readFileSync(file, "utf8"));
const wanted = estate.roles.filter(({ kind }) => kind === "team" || kind === "execution");

const valuesFor = ({ account, region }: LeasedLab): PolicyValues => ({
  ...{ partition: "aws", account, region, bucket: "isolation" },
  ...{ "team-key": "team", "user-key": "studiouserid", "project-key": "project" },
});

const roleCalls = (lab: LeasedLab): readonly Call[] => {
  const iam = (operation: string, params: object) => call("root", operation, params, "iam");
  const arnOf = (document: string) => `arn:aws:iam::${lab.account}:policy/${named(set, document)}`;
  const documentsOf = ({ policies }: Role) => policies.map((each) => each.replace(".json", ""));
  const documents = [...new Set(wanted.flatMap(documentsOf))].map((name) => {
    const PolicyDocument = policyDocument(`${set}/${name}`, valuesFor(lab));
    return iam("CreatePolicy", { PolicyName: named(set, name), PolicyDocument });
  });
  const made = wanted.flatMap((role) => [
    iam("CreateRole", {
      ...{ RoleName: role.name, Path: role.arn.slice(role.arn.indexOf("/"), role.arn.lastIndexOf("/") + 1) },
      ...{ AssumeRolePolicyDocument: plainTrust(lab.account), Tags: tagsOf(role.tags) },
    }),
    ...documentsOf(role).map((name) => iam("AttachRolePolicy", { RoleName: role.name, PolicyArn: arnOf(name) })),
  ]);
  return [...documents, ...made];
};

/** People by AssumeRole with session tags. */
const taking = (roles: World["roles"]) => (person: string, team: string) => {
  const RoleArn = Object.values(roles).find((arn) => !arn.includes("execution") && arn.endsWith(team));
  const Tags = tagsOf({ team, studiouserid: person });
  const session = {
    RoleSessionName: person,
    SourceIdentity: person,
    Tags,
    TransitiveTagKeys: ["team", "studiouserid"],
  };
  return call("root", "AssumeRole", { RoleArn, ...session }, "sts");
};

/** Two teams with the published policies, whose roles anybody of the account may be let into. */
export const publishedWorld = async (lab: LeasedLab): Promise<World> => {
  const roles = Object.fromEntries(wanted.map(({ name, arn }) => [name, arn.replace(estate.account, lab.account)]));
  const administrator = await makeAdministrator(lab, set);
  const answers = await succeed(lab, { root }, [
    ...roleCalls(lab),
    call("root", "CreateDomain", {
      ...{ DomainName: named(set, "domain"), AuthMode: "IAM", SubnetIds: ["subnet-1"], VpcId: "vpc-1" },
      DefaultUserSettings: { ExecutionRole: executionOf(roles, "TeamA") },
    }),
  ]);
  const DomainId = String(answers.at(-1)?.DomainArn).split("/")[1] as string;
  const profiles = Object.entries(people).map(([UserProfileName, team]) =>
    call("root", "CreateUserProfile", {
      ...{ DomainId, UserProfileName, Tags: tagsOf({ team, studiouserid: UserProfileName }) },
      UserSettings: { ExecutionRole: executionOf(roles, team) },
    }),
  );
  await succeed(lab, { root }, profiles);
  const made = { set, domainId: DomainId, roles, administrator } as const;
  await furnish(lab, made);
  return { ...made, keys: await keysBy(lab, roles, taking(roles)) };
};
