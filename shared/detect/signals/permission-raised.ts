import { textAt } from "../../normalise/fields.ts";
import type { SeenAct } from "./signal.ts";
import { actSignal } from "./support/act-signal.ts";
import { operations } from "./support/operations.ts";

export const permissionRaised = actSignal({
  id: "permission-raised",
  severity: "critical",
  why: "A vendor that writes policies decides by itself what it may do. One attached policy, one new default version or one removed boundary makes the contract void.",
  blind:
    "What the policy allows is not weighed here: the daily audit does that. Permissions given by a resource's own policy are `data-sent-outside`.",
  falsePositives:
    "A vendor that deploys infrastructure: declare iam among its services, which lowers it to low except on its own role, or expect the signal.",
  attack: ["T1098", "T1098.003", "T1098.006", "T1548.005", "T1078.004"],
  needs: "management",
  operations: operations({
    critical: {
      iam: [
        "AttachUserPolicy",
        "AttachGroupPolicy",
        "AttachRolePolicy",
        "PutUserPolicy",
        "PutGroupPolicy",
        "PutRolePolicy",
        "CreatePolicyVersion",
        "SetDefaultPolicyVersion",
        "PutUserPermissionsBoundary",
        "PutRolePermissionsBoundary",
        "DeleteUserPermissionsBoundary",
        "DeleteRolePermissionsBoundary",
        "UpdateAssumeRolePolicy",
        "AddRoleToInstanceProfile",
      ],
      sso: [
        "CreateAccountAssignment",
        "AttachManagedPolicyToPermissionSet",
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        "PutInlinePolicyToPermissionSet",
        "PutPermissionsBoundaryToPermissionSet",
        "DeletePermissionsBoundaryFromPermissionSet",
        "CreatePermissionSet",
        "UpdatePermissionSet",
      ],
      eks: ["CreateAccessEntry", "UpdateAccessEntry", "AssociateAccessPolicy"],
      "cognito-identity": ["SetIdentityPoolRoles"],
      ec2: ["AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation"],
    },
    high: {
      iam: [
        "DeleteUserPolicy",
        "DeleteGroupPolicy",
        "DeleteRolePolicy",
        "DetachUserPolicy",
        "DetachGroupPolicy",
        "DetachRolePolicy",
        "DeletePolicyVersion",
        "CreateRole",
        "UpdateRole",
        "CreateInstanceProfile",
        "UpdateAccountPasswordPolicy",
        "DeleteAccountPasswordPolicy",
      ],
    },
    medium: { iam: ["CreatePolicy", "CreateServiceLinkedRole"] },
  }),
  look: (seen) =>
    isServices(seen)
      ? undefined
      : isOwnRole(seen)
        ? { covered: false, severity: "critical", note: "its own role" }
        : {},
});

/** Services make their own linked roles on the way. */
const isServices = ({ act }: SeenAct): boolean =>
  act.eventName === "CreateServiceLinkedRole" && act.principal.invokedBy !== undefined;

/** No contract covers a vendor that changes what it may do itself. */
const isOwnRole = ({ act, watched }: SeenAct): boolean => {
  const name = textAt(act.request, "roleName");
  return name !== undefined && watched.role.endsWith(`/${name}`);
};
