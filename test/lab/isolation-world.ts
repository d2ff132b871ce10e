import { readFileSync } from "node:fs";
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

/** `studio`: as the access stack deploys it; `as-published`: made by hand. */
export type PolicySet = "studio" | "as-published";
type Person = keyof typeof people;

export const people = { alice: "TeamA", carol: "TeamA", bob: "TeamB" } as const;

export const tagsOf = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** What a set's things are called: sets share the lab. */
export const named = (set: PolicySet, name: string): string => `isolation-${set}-${name}`;

/** Lets in this account, and SageMaker. */
export const plainTrust = (account: string): string =>
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

/** Calls that must all work. */
export const succeed = async (
  lab: LeasedLab,
  keys: Readonly<Record<string, Credentials>>,
  calls: readonly Call[],
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const [answers = []] = await boto3(lab, keys, [calls]);
  const last = answers.at(-1);
  if (last?.code !== undefined) throw new Error(`${calls[answers.length - 1]?.operation}: ${last.message}`);
  return answers;
};

const mighty = readFileSync(new URL("../../policies/studio/administrator.json", import.meta.url), "utf8");

/** An administrator that SageMaker may take: for chains to end at. */
export const makeAdministrator = async (lab: LeasedLab, set: PolicySet): Promise<string> => {
  const RoleName = named(set, "administrator");
  await succeed(lab, { root }, [
    call("root", "CreateRole", { RoleName, AssumeRolePolicyDocument: plainTrust(lab.account) }, "iam"),
    call("root", "PutRolePolicy", { RoleName, PolicyName: "all", PolicyDocument: mighty }, "iam"),
  ]);
  return `arn:aws:iam::${lab.account}:role/${RoleName}`;
};

export const experiment = (by: string, name: string, tags: Readonly<Record<string, string>>): Call =>
  call(by, "CreateExperiment", { ExperimentName: name, Tags: tagsOf(tags) });

export const executionOf = (roles: World["roles"], team: string): string =>
  Object.values(roles).find((arn) => arn.includes("execution") && arn.endsWith(team)) as string;

/** Makes what alice's team has, and an experiment of bob's. */
export const furnish = async (lab: LeasedLab, { set, domainId: DomainId, roles }: Omit<World, "keys">) => {
  const mine = tagsOf({ team: "TeamA" });
  const at = (operation: string, params: object, service = "sagemaker") => call("root", operation, params, service);
  const name = (of: string) => named(set, of);
  const variant = { VariantName: "all", ModelName: "churn", InstanceType: "ml.m5.large", InitialInstanceCount: 1 };
  const notebook = { InstanceType: "ml.t3.medium", RoleArn: executionOf(roles, "TeamA"), Tags: mine };
  await succeed(lab, { root }, [
    at("CreateApp", { DomainId, UserProfileName: "alice", AppType: "JupyterServer", AppName: "default", Tags: mine }),
    experiment("root", name("experiment"), { team: "TeamA", studiouserid: "alice" }),
    experiment("root", name("read"), { team: "TeamA", studiouserid: "alice" }),
    experiment("root", name("bobs"), { team: "TeamB", studiouserid: "bob" }),
    at("CreateNotebookInstance", { NotebookInstanceName: name("notebook"), ...notebook }),
    at("CreateEndpointConfig", { EndpointConfigName: name("config"), ProductionVariants: [variant], Tags: mine }),
    at("CreateEndpoint", { EndpointName: name("endpoint"), EndpointConfigName: name("config"), Tags: mine }),
    at("CreateRepository", { repositoryName: name("images"), tags: mine }, "ecr"),
    at("CreateLogGroup", { logGroupName: `/aws/sagemaker/${name("jobs")}` }, "logs"),
  ]);
};

/** Everybody's keys: people by one call each, and alice's Studio by SageMaker's own session of the execution role. */
export const keysBy = async (
  lab: LeasedLab,
  roles: World["roles"],
  signIn: (person: Person, team: string) => Call,
): Promise<World["keys"]> => {
  const taking = Object.entries(people).map(([person, team]) => signIn(person as Person, team));
  const answers = await succeed(lab, { root }, taking);
  const given = answers.map(({ Credentials: each }, index) => [Object.keys(people)[index], issued(each as object)]);
  const studio = { service: "sagemaker.amazonaws.com", roleArn: executionOf(roles, "TeamA"), sessionName: "SageMaker" };
  const made = await control(lab, "service/session", "POST", { ...studio, sourceIdentity: "alice" });
  const session = issued((made as { Credentials: object }).Credentials);
  return { root, ...Object.fromEntries(given), studio: session } as World["keys"];
};
