import { ownArn, type Permission } from "../../model/function-definition.ts";
import { containment, names } from "../../names.ts";

const roles = [ownArn("iam", "", "role/*")];
const users = [ownArn("iam", "", "user/*")];
const managedDeny = ownArn("iam", "", `policy${names.rolePath}${containment.managedDeny}`);
const denyBoundary = ownArn("iam", "", `policy${names.rolePath}${containment.boundary}`);

const rolesRead = [
  "iam:GetRole",
  "iam:ListRolePolicies",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
];
const usersRead = [
  "iam:GetUser",
  "iam:ListAccessKeys",
  "iam:ListUserPolicies",
  "iam:GetUserPolicy",
  "iam:ListAttachedUserPolicies",
  "iam:GetLoginProfile",
];

const onlyManagedDeny = { ArnEquals: { "iam:PolicyARN": managedDeny } };

/** On any role that a session may have taken: which, nobody knows before. The function's boundary says which never. */
export const roleDenies: readonly Permission[] = [
  {
    actions: [...rolesRead, "iam:PutRolePolicy"],
    resources: roles,
    why: "denies, on roles that a contained role's sessions took, made or run code as, those sessions or all of a made role",
  },
  {
    actions: ["iam:AttachRolePolicy"],
    resources: roles,
    condition: onlyManagedDeny,
    why: "where the role's inline policies leave no room: the managed Deny, no other policy",
  },
  {
    actions: ["iam:PutRolePermissionsBoundary"],
    resources: roles,
    condition: { ArnEquals: { "iam:PermissionsBoundary": denyBoundary } },
    why: "where no place for a policy is left either: the boundary that denies all, no other",
  },
];

export const roleAllows: readonly Permission[] = [
  {
    actions: [...rolesRead, "iam:PutRolePolicy", "iam:DeleteRolePolicy"],
    resources: roles,
    why: "takes the statements of one incident out of the policy, and the policy away with the last of them",
  },
  {
    actions: ["iam:DetachRolePolicy"],
    resources: roles,
    condition: onlyManagedDeny,
    why: "takes the managed Deny away again, no other policy",
  },
  {
    actions: ["iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary"],
    resources: roles,
    why: "gives back the boundary that the Deny had replaced",
  },
];

export const userDenies: readonly Permission[] = [
  {
    actions: [...usersRead, "iam:UpdateAccessKey", "iam:PutUserPolicy", "iam:DetachUserPolicy"],
    resources: users,
    why: "makes keys inactive that a contained role's session made, and denies users that it made; of ten attached policies one makes room",
  },
  {
    actions: ["iam:AttachUserPolicy"],
    resources: users,
    condition: onlyManagedDeny,
    why: "where the user's inline policies leave no room: the managed Deny, no other policy",
  },
  {
    actions: ["iam:GetAccessKeyLastUsed"],
    resources: ["*"],
    why: "whose key it is, where the record does not say; the action knows no resources",
  },
];

export const userAllows: readonly Permission[] = [
  {
    actions: [
      ...usersRead,
      "iam:UpdateAccessKey",
      "iam:DeleteUserPolicy",
      "iam:DetachUserPolicy",
      "iam:AttachUserPolicy",
    ],
    resources: users,
    why: "takes back, where a person says that all comes back, what was denied of users and keys that the sessions made",
  },
];
