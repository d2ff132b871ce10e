import {
  GenerateServiceLastAccessedDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetServiceLastAccessedDetailsCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type Role,
} from "@aws-sdk/client-iam";
import type { HeldPolicy, RoleFacts } from "../../model/role-facts.ts";
import { tagMap } from "../../model/tags.ts";
import type { ReadPolicy } from "../../policy/model.ts";
import { managedPolicyLimit, readPolicy } from "../../policy/read.ts";
import { makeClient, type Place } from "./client.ts";
import { collect } from "./pages.ts";

type Sender = Pick<IAMClient, "send">;

/** IAM's quotas are far below. */
const most = 100;

/** What may not be read is unknown; what is not there is not. */
const orUnknown = async <Answer>(read: () => Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (/^(AccessDenied|NoSuchEntity)/.test((error as Error).name)) return undefined;
    throw error;
  }
};

/** An account whose IAM makes no such reports answers with an error; what never got there is told. */
const unlessAnswered = (error: { $metadata?: { httpStatusCode?: number } }): undefined => {
  if (error.$metadata?.httpStatusCode === undefined) throw error;
  return undefined;
};

/** All that IAM knows of one role, or undefined where there is none of this name. */
export const readRole = async (
  name: string,
  place: Place,
  client: Sender = makeClient(IAMClient, place),
  sleep: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<RoleFacts | undefined> => {
  const role = await getRole(name, client);
  if (role === undefined) return undefined;
  const { Arn: arn = "", RoleId: id = "", Path: path = "/", CreateDate, RoleLastUsed, MaxSessionDuration } = role;
  return {
    ...{ arn, name, id, path, maxSession: MaxSessionDuration },
    createdAt: CreateDate?.toISOString(),
    trust: readPolicy(role.AssumeRolePolicyDocument, "trust"),
    policies: [...(await inlinePolicies(name, client)), ...(await attachedPolicies(name, client))],
    boundary: await boundaryOf(role, client),
    tags: tagMap((role.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    lastUsed:
      RoleLastUsed?.LastUsedDate === undefined
        ? "never"
        : { at: RoleLastUsed.LastUsedDate.toISOString(), region: RoleLastUsed.Region },
    services: await servicesUsed(arn, client, sleep).catch(unlessAnswered),
  };
};

const getRole = async (RoleName: string, client: Sender): Promise<Role | undefined> => {
  try {
    return (await client.send(new GetRoleCommand({ RoleName }))).Role;
  } catch (error) {
    if (/^NoSuchEntity/.test((error as Error).name)) return undefined;
    throw error;
  }
};

const inlinePolicies = async (RoleName: string, client: Sender): Promise<readonly HeldPolicy[]> => {
  const names = await collect(most, async (Marker) => {
    const { PolicyNames: items = [], Marker: next } = await client.send(
      new ListRolePoliciesCommand({ RoleName, Marker }),
    );
    return { items, next };
  });
  const policies: HeldPolicy[] = [];
  for (const name of names) {
    const answer = await orUnknown(() => client.send(new GetRolePolicyCommand({ RoleName, PolicyName: name })));
    policies.push({ name, policy: answer && readPolicy(answer.PolicyDocument, "identity") });
  }
  return policies;
};

const attachedPolicies = async (RoleName: string, client: Sender): Promise<readonly HeldPolicy[]> => {
  const attached = await collect(most, async (Marker) => {
    const answer = await client.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
    return { items: answer.AttachedPolicies ?? [], next: answer.Marker };
  });
  const policies: HeldPolicy[] = [];
  for (const { PolicyName = "", PolicyArn = "" } of attached) {
    policies.push({ name: PolicyName, arn: PolicyArn, policy: await managedPolicy(PolicyArn, client) });
  }
  return policies;
};

/** The version that is in force. */
const managedPolicy = (PolicyArn: string, client: Sender): Promise<ReadPolicy | undefined> =>
  orUnknown(async () => {
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
    const version = new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId });
    const { PolicyVersion } = await client.send(version);
    return readPolicy(PolicyVersion?.Document, "identity", managedPolicyLimit);
  });

const boundaryOf = async ({ PermissionsBoundary }: Role, client: Sender): Promise<RoleFacts["boundary"]> => {
  const arn = PermissionsBoundary?.PermissionsBoundaryArn;
  return arn === undefined ? "none" : { arn, policy: await managedPolicy(arn, client) };
};

/** IAM makes the report while one waits, mostly within seconds. Undefined: it was not done. */
const servicesUsed = async (
  Arn: string,
  client: Sender,
  sleep: (ms: number) => Promise<void>,
): Promise<RoleFacts["services"]> => {
  const { JobId } = await client.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
  for (let time = 0; time < 20; time++) {
    const answer = await client.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
    if (answer.JobStatus === "FAILED") return undefined;
    if (answer.JobStatus === "COMPLETED")
      return (answer.ServicesLastAccessed ?? []).map(({ ServiceNamespace = "", LastAuthenticated }) => ({
        service: ServiceNamespace,
        lastAt: LastAuthenticated?.toISOString(),
      }));
    await sleep(1_000);
  }
  return undefined;
};
