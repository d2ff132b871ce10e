import {
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
} from "@aws-sdk/client-iam";
import { type Tags, tagMap } from "../../model/tags.ts";
import { makeClient, type Place } from "./client.ts";
import { collect } from "./pages.ts";

type Sender = Pick<IAMClient, "send">;

export interface LiveRole {
  arn: string;
  boundary: string | undefined;
  /** Names of its own and attached policies. */
  policies: readonly string[];
  /** Patterns of actions in its own policies; attached ones are not read. */
  allowed: readonly string[];
  denied: readonly string[];
}

interface Statement {
  Effect?: unknown;
  Action?: unknown;
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** The patterns of actions that these policies allow or deny. Throws SyntaxError for what is no JSON. */
const actionsIn = (policies: readonly string[], effect: "Allow" | "Deny"): string[] =>
  policies
    .flatMap((policy) => listOf((JSON.parse(policy) as { Statement?: unknown }).Statement) as Statement[])
    .filter(({ Effect }) => Effect === effect)
    .flatMap(({ Action }) => listOf(Action).map(String));

const readPolicies = async (role: string, names: readonly string[], client: Sender): Promise<string[]> => {
  const policies: string[] = [];
  for (const name of names) {
    const { PolicyDocument = "{}" } = await client.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name }));
    policies.push(decoded(PolicyDocument));
  }
  return policies;
};

/** IAM answers policies URL-encoded; the lab's IAM and hand-made files do not. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The role of this name, or undefined. */
export const findRole = async (
  name: string,
  place: Place,
  client: Sender = makeClient(IAMClient, place),
): Promise<LiveRole | undefined> => {
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
    const { PolicyNames: own = [] } = await client.send(new ListRolePoliciesCommand({ RoleName: name }));
    const documents = await readPolicies(name, own, client);
    const attached = await client.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
    return {
      arn: Role?.Arn ?? "",
      boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
      policies: [...own, ...(attached.AttachedPolicies ?? []).flatMap(({ PolicyName }) => PolicyName ?? [])],
      allowed: actionsIn(documents, "Allow"),
      denied: actionsIn(documents, "Deny"),
    };
  } catch (error) {
    if (/^NoSuchEntity/.test((error as Error).name)) return undefined;
    throw error;
  }
};

export interface RoleTrust {
  arn: string;
  /** The trust policy as JSON. */
  trust: string;
}

/** Every role with its trust policy, at most `most`. */
export const listRoles = (
  most: number,
  place: Place,
  client: Sender = makeClient(IAMClient, place),
): Promise<RoleTrust[]> =>
  collect(most, async (Marker) => {
    const { Roles = [], Marker: next } = await client.send(new ListRolesCommand({ Marker }));
    return {
      items: Roles.map(({ Arn = "", AssumeRolePolicyDocument = "" }) => ({
        arn: Arn,
        trust: decoded(AssumeRolePolicyDocument),
      })),
      next,
    };
  });

export interface RoleWithTags {
  arn: string;
  name: string;
  path: string;
  tags: Tags;
  boundary: string | undefined;
}

/** The role of this name with its tags and its boundary, which no list tells. Undefined: there is none. */
export const readTaggedRole = async (
  name: string,
  place: Place,
  client: Sender = makeClient(IAMClient, place),
): Promise<RoleWithTags | undefined> => {
  try {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
    return {
      arn: Role?.Arn ?? "",
      name,
      path: Role?.Path ?? "/",
      tags: tagMap((Role?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
      boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
    };
  } catch (error) {
    if (/^NoSuchEntity/.test((error as Error).name)) return undefined;
    throw error;
  }
};

/** Every role under a path: one call for each. */
export const listRolesUnder = async (
  path: string,
  place: Place,
  client: Sender = makeClient(IAMClient, place),
): Promise<RoleWithTags[]> => {
  const names = await collect(Number.POSITIVE_INFINITY, async (Marker) => {
    const { Roles = [], Marker: next } = await client.send(new ListRolesCommand({ PathPrefix: path, Marker }));
    return { items: Roles.flatMap(({ RoleName }) => RoleName ?? []), next };
  });
  const roles: RoleWithTags[] = [];
  for (const name of names) roles.push(...[await readTaggedRole(name, place, client)].flatMap((role) => role ?? []));
  return roles;
};

export interface UserWithTags {
  name: string;
  tags: Tags;
}

/** Every IAM user with its tags, at most `most`: one call for each. */
export const listUsers = async (
  most: number,
  place: Place,
  client: Sender = makeClient(IAMClient, place),
): Promise<UserWithTags[]> => {
  const names = await collect(most, async (Marker) => {
    const { Users = [], Marker: next } = await client.send(new ListUsersCommand({ Marker }));
    return { items: Users.flatMap(({ UserName }) => UserName ?? []), next };
  });
  const users: UserWithTags[] = [];
  for (const name of names) {
    const { Tags = [] } = await client.send(new ListUserTagsCommand({ UserName: name }));
    users.push({ name, tags: tagMap(Tags.map(({ Key = "", Value = "" }) => [Key, Value])) });
  }
  return users;
};

export interface KeyUse {
  user: string;
  /** ISO 8601; undefined: never. */
  lastUsed: string | undefined;
  service: string | undefined;
}

/** The IAM user of an access key of this account. IAM denies the question about any other key. */
export const userOfKey = async (
  AccessKeyId: string,
  place: Place,
  client: Sender = makeClient(IAMClient, place),
): Promise<KeyUse | undefined> => {
  try {
    const { UserName, AccessKeyLastUsed } = await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    const { LastUsedDate, ServiceName } = AccessKeyLastUsed ?? {};
    const service = ServiceName === "N/A" ? undefined : ServiceName;
    return UserName === undefined ? undefined : { user: UserName, lastUsed: LastUsedDate?.toISOString(), service };
  } catch (error) {
    if (/^NoSuchEntity/.test((error as Error).name)) return undefined;
    throw error;
  }
};
