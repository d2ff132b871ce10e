import type { RoleFacts } from "../../../model/role-facts.ts";
import { matches } from "../../../policy/glob.ts";
import type { Grant } from "../../../policy/grants.ts";
import type { Statement } from "../../../policy/model.ts";
import type { SeenRole } from "../rule.ts";
import { grantsOf, limitedTo, stillGrants, witnessOf } from "./grants.ts";
import { widthOf } from "./managed-policies.ts";

/** What an IAM action writes to, for a resource that stands for all of them. */
export const iamTarget = (action: string): "role" | "user" | "group" | "policy" => {
  if (/PolicyVersion|^iam:(Create|Delete)Policy$/i.test(action)) return "policy";
  if (/Group/i.test(action)) return "group";
  return /User|AccessKey|LoginProfile|MFADevice|ServiceSpecific|SigningCert|SSHPublicKey/i.test(action)
    ? "user"
    : "role";
};

/** What is written can never have more than a named boundary, or than some named policies of which none is wide. */
export const isBounded = (statement: Statement): boolean =>
  limitedTo(statement, /^iam:PermissionsBoundary$/i)?.every(isNamed) === true ||
  limitedTo(statement, /^iam:PolicyARN$/i)?.every((arn) => isNamed(arn) && widthOf(arn) !== "wide") === true;

const isNamed = (arn: string): boolean => !/^[*?]*$/.test(arn.split("/").at(-1) ?? "");

/** The grants of an IAM action that are more than a boundary or a named policy allows, Denies for all but some left out. */
export const iamGrants = (seen: SeenRole, action: string): readonly Grant[] => {
  const { partition, account } = seen.account;
  const all = `arn:${partition}:iam::${account}:${iamTarget(action)}/*`;
  return grantsOf(seen, action).flatMap((grant) => {
    if (isBounded(grant.statement)) return [];
    const resources = grant.resources.filter(
      (resource) => !isOfService(resource) && stillGrants(seen, grant, action, witnessOf(resource, all)),
    );
    return resources.length > 0 ? [{ ...grant, resources }] : [];
  });
};

/** A service's own roles are AWS's to change: nobody else's write reaches them. */
const isOfService = (resource: string): boolean => /^arn:[^:]*:iam::[^:]*:role\/aws-service-role\//.test(resource);

/** Whether a pattern of ARNs names no one thing: what stands behind the type, and a path, is a wildcard. */
export const isWide = (resource: string): boolean => {
  const name = resource.split(":").slice(5).join(":");
  if (/^\*+$/.test(resource) || name === "") return true;
  if (/^arn:[^:]*:s3:/.test(resource)) return /^[*?]/.test(name);
  const parts = name.split(/[/:]/).slice(1);
  if (/user-profile|space|app\//.test(name)) return /^[*?]*$/.test(parts.at(-1) ?? "");
  return parts.length === 0 ? /^[*?]/.test(name) : parts.every((part) => /^[*?]*$/.test(part));
};

const admin = ["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:CreatePolicyVersion", "iam:PutUserPolicy"];

/** Other roles of the account that a pattern names and that may give themselves any right. */
export const privilegedAmong = (seen: SeenRole, pattern: string): readonly RoleFacts[] =>
  seen.account.roles.filter(
    (role) =>
      role.arn !== seen.role.arn && (pattern === role.arn || matches(pattern, role.arn)) && isPrivileged(seen, role),
  );

const isPrivileged = (seen: SeenRole, role: RoleFacts): boolean =>
  admin.some((action) =>
    grantsOf({ ...seen, role }, action).some(
      ({ statement, resources }) => !isBounded(statement) && resources.some(isWide),
    ),
  );
