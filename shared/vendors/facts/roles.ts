import { parseArn } from "../../model/arn.ts";
import { tagMap } from "../../model/tags.ts";
import { type Fields, isFields } from "../../normalise/fields.ts";
import { managedPolicyLimit, readPolicy } from "../../policy/read.ts";
import { fieldOf, listOf, textOf, timeOf } from "./fields.ts";
import type { Gathering, HeldRef, RolePiece } from "./gathering.ts";

/**
 * Which call answered it: what is absent in GetRole's answer is not there, in ListRoles' it is not told. `bare`: a role without
 * anything around it may be from either.
 */
export type RoleSource = "details" | "get-role" | "list-roles" | "bare";

/** Adds one role. Where it cannot be used it is left out, and that is said. */
export const addRole = (value: unknown, source: RoleSource, where: string, gathering: Gathering): void => {
  const piece = isFields(value) ? roleIn(value, source) : undefined;
  if (piece === undefined) {
    gathering.problems.push({
      where,
      what: "a role without an ARN such as arn:aws:iam::111122223333:role/x: left out",
    });
    return;
  }
  gathering.roles.set(piece.arn, { ...gathering.roles.get(piece.arn), ...piece });
};

const roleIn = (role: Fields, source: RoleSource): RolePiece | undefined => {
  const arn = textOf(role, "Arn");
  const resource = arn === undefined ? undefined : parseArn(arn);
  if (arn === undefined || resource?.service !== "iam" || !/^\d{12}$/.test(resource.account)) return undefined;
  const [, path, name] = /^role(\/.*\/|\/)([^/]+)$/s.exec(resource.resource) ?? [];
  if (path === undefined || name === undefined) return undefined;
  const trust = fieldOf(role, "AssumeRolePolicyDocument");
  const [id, createdAt, maxSession] = [
    textOf(role, "RoleId"),
    timeOf(role, "CreateDate"),
    fieldOf(role, "MaxSessionDuration"),
  ];
  const isTold = source !== "list-roles" && (source !== "bare" || fieldOf(role, "RoleLastUsed") !== undefined);
  return {
    ...{ arn, name, path },
    ...(id !== undefined && { id }),
    ...(createdAt !== undefined && { createdAt }),
    ...(trust !== undefined && { trust: readPolicy(trust, "trust") }),
    ...(typeof maxSession === "number" && { maxSession }),
    ...boundaryIn(role, isTold),
    ...tagsIn(role, isTold),
    ...lastUsedIn(role),
    ...(source === "details" && { held: heldIn(role, "RolePolicyList") }),
  };
};

export const boundaryIn = (principal: Fields, isTold: boolean): Pick<RolePiece, "boundary"> => {
  const boundary = fieldOf(principal, "PermissionsBoundary");
  const arn = isFields(boundary) ? textOf(boundary, "PermissionsBoundaryArn") : undefined;
  if (arn !== undefined) return { boundary: { arn } };
  return isTold ? { boundary: "none" } : {};
};

export const tagsIn = (principal: Fields, isTold: boolean): Pick<RolePiece, "tags"> => {
  if (fieldOf(principal, "Tags") === undefined) return isTold ? { tags: tagMap([]) } : {};
  const pairs = listOf(principal, "Tags").map((tag) => [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""] as const);
  return { tags: tagMap(pairs.filter(([key]) => key !== "")) };
};

/** An empty object: not in the 400 days that AWS looks back. https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html */
const lastUsedIn = (role: Fields): Pick<RolePiece, "lastUsed"> => {
  const used = fieldOf(role, "RoleLastUsed");
  if (!isFields(used)) return {};
  const at = timeOf(used, "LastUsedDate");
  if (at !== undefined) return { lastUsed: { at, region: textOf(used, "Region") } };
  return Object.keys(used).length === 0 ? { lastUsed: "never" } : {};
};

/** Inline policies, then attached ones. */
export const heldIn = (principal: Fields, inline: string): readonly HeldRef[] => [
  ...listOf(principal, inline).map((one) => ({
    name: textOf(one, "PolicyName") ?? "a policy without a name",
    policy: readPolicy(fieldOf(one, "PolicyDocument"), "identity"),
  })),
  ...listOf(principal, "AttachedManagedPolicies").flatMap((one) => {
    const arn = textOf(one, "PolicyArn");
    return arn === undefined ? [] : [{ name: textOf(one, "PolicyName") ?? arn, arn }];
  }),
];

/** The version in force of each managed policy. */
export const addManaged = (policies: readonly Fields[], gathering: Gathering): void => {
  for (const policy of policies) {
    const arn = textOf(policy, "Arn");
    const versions = listOf(policy, "PolicyVersionList");
    const inForce =
      versions.find((version) => fieldOf(version, "IsDefaultVersion") === true) ??
      versions.find((version) => textOf(version, "VersionId") === textOf(policy, "DefaultVersionId"));
    if (arn === undefined || inForce === undefined) continue;
    gathering.managed.set(arn, readPolicy(fieldOf(inForce, "Document"), "identity", managedPolicyLimit));
  }
};
