import { readFileSync } from "node:fs";
import { policyDocument } from "#shared/access/documents.ts";
import type { PolicyValues } from "#shared/access/values.ts";
import { type Credentials, issued, root } from "../../lab/demo/clients.ts";
import { control } from "./harness.ts";
import { boto3, type Call, call } from "./isolation-calls.ts";
import type { LeasedLab } from "./pool/lease.ts";

/** Two teams in the lab, kept apart by one set of policies. */
export interface World {
  set: PolicySet;
  domainId: string;
  /** By role name. */
  roles: Readonly<Record<string, string>>;
  administrator: string;
  keys: Readonly<Record<"root" | Person | "studio", Credentials>>;
}

export type PolicySet = "studio" | "as-published";
type Person = keyof typeof people;

export const people = { alice: "TeamA", carol: "TeamA", bob: "TeamB" } as const;

interface Role {
  name: string;
  kind: string;
  arn: string;
  tags: Readonly<Record<string, string>>;
  policies: readonly string[];
  boundary: string | null;
}

export const tagsOf = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** What a set's things are called: sets share the lab. */
export const named = (set: PolicySet, name: string): string => `isolation-${set}-${name}`;

const valuesFor = ({ account, region }: LeasedLab): PolicyValues => ({
  ...{ partition: "aws", account, region, bucket: "isolation" },
  ...{ "team-key": "team", "user-key": "studiouserid", "project-key": "project" },
});

const trust = (account: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root`, Service: "sagemaker.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      },
    ],
  });

const roleCalls = (lab: LeasedLab, set: PolicySet, roles: readonly Role[]): readonly Call[] => {
  const iam = (operation: string, params: object) => call("root", operation, params, "iam");
  const arnOf = (file: string) => `arn:aws:iam::${lab.account}:policy/${named(set, file.replace(".json", ""))}`;
  const files = roles.flatMap(({ policies, boundary }) => (boundary === null ? policies : [...policies, boundary]));
  const documents = [...new Set(files)].map((file) => {
    const name = file.replace(".json", "");
    const PolicyDocument = policyDocument(`${set}/${name}`, valuesFor(lab));
    return iam("CreatePolicy", { PolicyName: named(set, name), PolicyDocument });
  });
  const made = roles.flatMap(({ name: RoleName, arn, tags, policies, boundary }) => [
    iam("CreateRole", {
      ...{ RoleName, Path: arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1) },
      ...{ AssumeRolePolicyDocument: trust(lab.account), Tags: tagsOf(tags) },
      ...(boundary !== null && { PermissionsBoundary: arnOf(boundary) }),
    }),
    ...policies.map((file) => iam("AttachRolePolicy", { RoleName, PolicyArn: arnOf(file) })),
  ]);
  return [...documents, ...made];
};

/** An administrator that SageMaker may take: for chains to end at. */
const administratorCalls = (lab: LeasedLab, RoleName: string): readonly Call[] => [
  call("root", "CreateRole", { RoleName, AssumeRolePolicyDocument: trust(lab.account) }, "iam"),
  call("root", "PutRolePolicy", { RoleName, PolicyName: "all", PolicyDocument: administrator }, "iam"),
];
const administrator = readFileSync(new URL("../../policies/studio/administrator.json", import.meta.url), "utf8");

export const experiment = (by: string, name: string, tags: Readonly<Record<string, string>>): Call =>
  call(by, "CreateExperiment", { ExperimentName: name, Tags: tagsOf(tags) });

/** What alice's team has, and an experiment of bob's. */
const thingCalls = ({
  set,
  domainId: DomainId,
  roles,
  domainRole,
}: Pick<World, "set" | "domainId" | "roles"> & { domainRole: string }) => {
  const mine = tagsOf({ team: "TeamA" });
  const at = (operation: string, params: object, service = "sagemaker") => call("root", operation, params, service);
  const name = (of: string) => named(set, of);
  const variant = { VariantName: "all", ModelName: "churn", InstanceType: "ml.m5.large", InitialInstanceCount: 1 };
  return [
    ...Object.entries(people).map(([person, team]) =>
      at("CreateUserProfile", {
        ...{ DomainId, UserProfileName: person, Tags: tagsOf({ team, studiouserid: person }) },
        UserSettings: { ExecutionRole: executionOf(roles, team) },
      }),
    ),
    at("CreateApp", { DomainId, UserProfileName: "alice", AppType: "JupyterServer", AppName: "default", Tags: mine }),
    experiment("root", name("experiment"), { team: "TeamA", studiouserid: "alice" }),
    experiment("root", name("read"), { team: "TeamA", studiouserid: "alice" }),
    experiment("root", name("bobs"), { team: "TeamB", studiouserid: "bob" }),
    at("CreateNotebookInstance", {
      ...{ NotebookInstanceName: name("notebook"), InstanceType: "ml.t3.medium", RoleArn: domainRole, Tags: mine },
    }),
    at("CreateEndpointConfig", { EndpointConfigName: name("config"), ProductionVariants: [variant], Tags: mine }),
    at("CreateEndpoint", { EndpointName: name("endpoint"), EndpointConfigName: name("config"), Tags: mine }),
    at("CreateRepository", { repositoryName: name("images"), tags: mine }, "ecr"),
    at("CreateLogGroup", { logGroupName: `/aws/sagemaker/${name("jobs")}` }, "logs"),
  ];
};

export const executionOf = (roles: World["roles"], team: string): string =>
  Object.values(roles).find((arn) => arn.includes("execution") && arn.endsWith(team)) as string;

const succeed = async (lab: LeasedLab, keys: Readonly<Record<string, Credentials>>, calls: readonly Call[]) => {
  const [answers = []] = await boto3(lab, keys, [calls]);
  const last = answers.at(-1);
  if (last?.code !== undefined) throw new Error(`${calls[answers.length - 1]?.operation}: ${last.message}`);
  return answers;
};

/** People by AssumeRole with session tags, and alice's Studio by SageMaker's own session of the execution role. */
const sessions = async (lab: LeasedLab, roles: World["roles"]) => {
  const taking = Object.entries(people).map(([person, team]) => {
    const RoleArn = Object.values(roles).find((arn) => !arn.includes("execution") && arn.endsWith(team));
    const Tags = tagsOf({ team, studiouserid: person });
    const session = {
      RoleSessionName: person,
      SourceIdentity: person,
      Tags,
      TransitiveTagKeys: ["team", "studiouserid"],
    };
    return call("root", "AssumeRole", { RoleArn, ...session }, "sts");
  });
  const answers = await succeed(lab, { root }, taking);
  const given = answers.map(({ Credentials: each }, index) => [Object.keys(people)[index], issued(each as object)]);
  const studio = { service: "sagemaker.amazonaws.com", roleArn: executionOf(roles, "TeamA"), sessionName: "SageMaker" };
  const made = await control(lab, "service/session", "POST", { ...studio, sourceIdentity: "alice" });
  return { root, ...Object.fromEntries(given), studio: issued((made as { Credentials: object }).Credentials) };
};

export const makeWorld = async (lab: LeasedLab, set: PolicySet): Promise<World> => {
  const file = new URL(`../../policies/${set}/verify.json`, import.meta.url);
  const estate: { account: string; roles: readonly Role[] } = JSON.parse(readFileSync(file, "utf8"));
  const wanted = estate.roles.filter(({ kind }) => kind === "team" || kind === "execution");
  const roles = Object.fromEntries(wanted.map(({ name, arn }) => [name, arn.replace(estate.account, lab.account)]));
  const domainRole = executionOf(roles, "TeamA");
  const answers = await succeed(lab, { root }, [
    ...administratorCalls(lab, named(set, "administrator")),
    ...roleCalls(lab, set, wanted),
    call("root", "CreateDomain", {
      ...{ DomainName: named(set, "domain"), AuthMode: "IAM", SubnetIds: ["subnet-1"], VpcId: "vpc-1" },
      DefaultUserSettings: { ExecutionRole: domainRole },
    }),
  ]);
  const domainId = String(answers.at(-1)?.DomainArn).split("/")[1] as string;
  await succeed(lab, { root }, thingCalls({ set, domainId, roles, domainRole }));
  const keys = (await sessions(lab, roles)) as World["keys"];
  return {
    set,
    domainId,
    roles,
    administrator: `arn:aws:iam::${lab.account}:role/${named(set, "administrator")}`,
    keys,
  };
};
