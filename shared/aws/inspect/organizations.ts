import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
  type PolicyType,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, type Credentials, STSClient } from "@aws-sdk/client-sts";
import { classify } from "../../act/classify.ts";
import type { Attached, Level, OrganizationPolicy, Standing } from "../../model/organization.ts";
import { credentialsFrom } from "../issued.ts";
import { nameCalls } from "../named-calls.ts";
import { makeClient, type Place } from "./client.ts";
import { collect } from "./pages.ts";

type Sender = Pick<OrganizationsClient, "send">;

interface Clients {
  sts: Pick<STSClient, "send">;
  /** Without credentials those of the SDK's environment. */
  organizations(credentials: Credentials | undefined): Sender;
}

const realClients = (place: Place): Clients => ({
  sts: makeClient(STSClient, place),
  organizations: (issued) => {
    const credentials = issued && credentialsFrom(issued);
    return nameCalls(new OrganizationsClient({ ...place, maxAttempts: 3, ...(credentials && { credentials }) }));
  },
});

/**
 * Which policies of its organisation limit an account. Any account may ask whether it is in one; what is attached is told to
 * its management account and to delegated administrators. `readRole`: a role of theirs, which is taken first.
 */
export const readStanding = async (
  { account, readRole }: { account: string; readRole: string | undefined },
  place: Place,
  { sts, organizations }: Clients = realClients(place),
): Promise<Standing> => {
  const issued = await orRefused(async () => readRole && (await credentialsOf(readRole, sts)));
  if ("why" in issued) return { type: "unknown", why: `${readRole} cannot be taken: ${issued.why}` };
  const client = organizations(issued.answer || undefined);
  const described = await orRefused(() => describe(client));
  if ("why" in described) return { type: "unknown", why: described.why };
  if (described.answer === undefined) return { type: "none" };
  const { Id: organization = "", MasterAccountId, FeatureSet } = described.answer;
  if (MasterAccountId === account) return { type: "management", organization };
  if (FeatureSet === "CONSOLIDATED_BILLING") return { type: "billing-only", organization };
  return { type: "member", organization, ...(await policiesOf(account, client)) };
};

/** What may not be read is unknown. Other failures are failures. */
const orRefused = async <Answer>(read: () => Promise<Answer>): Promise<{ answer: Answer } | { why: string }> => {
  try {
    return { answer: await read() };
  } catch (error) {
    const { kind, reason } = classify(error);
    if (kind === "denied") return { why: reason };
    throw error;
  }
};

const credentialsOf = async (RoleArn: string, sts: Clients["sts"]): Promise<Credentials | undefined> =>
  (await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "sagewarden", DurationSeconds: 900 }))).Credentials;

const describe = async (client: Sender) => {
  try {
    return (await client.send(new DescribeOrganizationCommand({}))).Organization ?? {};
  } catch (error) {
    if ((error as Error).name === "AWSOrganizationsNotInUseException") return undefined;
    throw error;
  }
};

const policiesOf = async (account: string, client: Sender): Promise<{ scps: Attached; rcps: Attached }> => {
  const around = await orRefused(async () => ({ path: await pathTo(account, client), enabled: await enabled(client) }));
  if ("why" in around) {
    const unknown = { type: "unknown", why: around.why } as const;
    return { scps: unknown, rcps: unknown };
  }
  const attached = async (type: PolicyType): Promise<Attached> => {
    if (!around.answer.enabled.has(type)) return { type: "disabled" };
    const read = await orRefused(() => levelsOf(around.answer.path, type, client));
    return "why" in read ? { type: "unknown", why: read.why } : { type: "attached", levels: read.answer };
  };
  return { scps: await attached("SERVICE_CONTROL_POLICY"), rcps: await attached("RESOURCE_CONTROL_POLICY") };
};

/** AWS takes five units between root and account. */
const deepest = 10;

/** From the root down to the account. */
const pathTo = async (account: string, client: Sender): Promise<readonly string[]> => {
  const path = [account];
  while (!path[0]?.startsWith("r-")) {
    const [parent] = await collect(1, async (NextToken) => {
      const answer = await client.send(new ListParentsCommand({ ChildId: path[0], NextToken }));
      return { items: (answer.Parents ?? []).flatMap(({ Id }) => Id ?? []), next: answer.NextToken };
    });
    if (parent === undefined || path.length > deepest) throw new Error(`no root above ${account}`);
    path.unshift(parent);
  }
  return path;
};

/** DescribeOrganization tells it too, but AWS says not to believe that. */
const enabled = async (client: Sender): Promise<ReadonlySet<string>> => {
  const roots = await collect(Number.POSITIVE_INFINITY, async (NextToken) => {
    const answer = await client.send(new ListRootsCommand({ NextToken }));
    return { items: answer.Roots ?? [], next: answer.NextToken };
  });
  const types = roots.flatMap(({ PolicyTypes = [] }) => PolicyTypes);
  return new Set(types.flatMap(({ Type, Status }) => (Status === "ENABLED" && Type !== undefined ? Type : [])));
};

const levelsOf = async (path: readonly string[], Filter: PolicyType, client: Sender): Promise<readonly Level[]> => {
  const known = new Map<string, OrganizationPolicy>();
  const levels: Level[] = [];
  for (const target of path) {
    const found = await collect(Number.POSITIVE_INFINITY, async (NextToken) => {
      const answer = await client.send(new ListPoliciesForTargetCommand({ TargetId: target, Filter, NextToken }));
      return { items: answer.Policies ?? [], next: answer.NextToken };
    });
    const policies: OrganizationPolicy[] = [];
    for (const { Id: id = "", Name: name = "" } of found) {
      const policy = known.get(id) ?? { id, name, text: await textOf(id, client) };
      known.set(id, policy);
      policies.push(policy);
    }
    levels.push({ target, policies });
  }
  return levels;
};

const textOf = async (PolicyId: string, client: Sender): Promise<string> =>
  (await client.send(new DescribePolicyCommand({ PolicyId }))).Policy?.Content ?? "";
