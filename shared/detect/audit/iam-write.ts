import type { Grant } from "../../policy/grants.ts";
import { escalationSets } from "./escalation/index.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { allowedPatterns, isReading, serviceOf } from "./support/actions.ts";
import { grantsOf, isAmong, limitedTo } from "./support/grants.ts";
import { isBounded } from "./support/iam.ts";
import { byStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement lets the vendor write to IAM, though not in a way that gives it more rights by itself. */
export const iamWrite: AuditRule = {
  id: "iam-write",
  severity: "medium",
  why: "A vendor that makes, changes or deletes principals and policies leaves things behind that outlive its role, and can lock out those who would stop it.",
  blind:
    "What raises its own rights is `privilege-escalation`, what ends a containment is `can-undo-containment`; they are not repeated here.",
  remediation:
    "Let your own deployment make the roles and policies that the vendor needs, or bind the statement to a permissions boundary with a condition on `iam:PermissionsBoundary`.",
  sources: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
  ],
  audit: (seen) => permissionVerdict(seen, byStatement(writes(seen)).map(found)),
};

/** Of IAM and of what stands in its place: those that change something. */
const writing: readonly string[] = [
  ...["CreateUser", "CreateRole", "CreateGroup", "CreatePolicy", "CreateInstanceProfile", "CreateServiceLinkedRole"],
  ...["DeleteUser", "DeleteRole", "DeleteGroup", "DeletePolicy", "DeletePolicyVersion", "DeleteInstanceProfile"],
  ...["DeleteUserPolicy", "DetachUserPolicy", "DeleteGroupPolicy", "DetachGroupPolicy", "RemoveUserFromGroup"],
  ...["AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile", "UpdateRole", "UpdateUser", "UpdateGroup"],
  ...["TagRole", "UntagRole", "TagUser", "UntagUser", "TagPolicy", "UpdateAccessKey", "DeleteAccessKey"],
  ...["DeleteLoginProfile", "DeactivateMFADevice", "CreateVirtualMFADevice", "EnableMFADevice"],
  ...[
    "UploadSSHPublicKey",
    "UploadSigningCertificate",
    "CreateServiceSpecificCredential",
    "ResetServiceSpecificCredential",
  ],
  ...["CreateSAMLProvider", "UpdateSAMLProvider", "CreateOpenIDConnectProvider", "AddClientIDToOpenIDConnectProvider"],
  ...["UpdateOpenIDConnectProviderThumbprint", "UpdateAccountPasswordPolicy", "CreateAccountAlias"],
  ...["PutUserPermissionsBoundary", "PutRolePermissionsBoundary"],
].map((name) => `iam:${name}`);

const elsewhere = ["rolesanywhere:CreateTrustAnchor", "rolesanywhere:CreateProfile", "sso:CreateAccountAssignment"];

type Write = Grant & { action: string };

const writes = (seen: SeenRole): readonly Write[] =>
  [...writing, ...elsewhere, ...others(seen)].flatMap((action) =>
    grantsOf(seen, action)
      .filter(({ statement }) => !isForOneService(action, statement))
      .map((grant) => ({ ...grant, action })),
  );

/** Actions and patterns of IAM that stand in the role's own statements and that no list here knows. */
const others = (seen: SeenRole): readonly string[] => {
  const held = allowedPatterns(seen).filter((action) => serviceOf(action) === "iam" && !isReading(action));
  return held.filter((action) => ![...writing, ...judgedElsewhere].some((known) => isAmong(known, [action])));
};

const judgedElsewhere: readonly string[] = [
  ...escalationSets.flatMap(({ actions }) => actions),
  ...["iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:SetDefaultPolicyVersion"],
];

const isForOneService = (action: string, statement: Grant["statement"]): boolean =>
  action === "iam:CreateServiceLinkedRole" && limitedTo(statement, /^iam:AWSServiceName$/i) !== undefined;

/** Credentials and federation are ways in that no role's end closes. */
const lasting = /CreateUser|AccessKey|Credential|SSHPublicKey|SigningCertificate|SAML|OpenID|TrustAnchor|MFADevice/;

const found = (items: readonly [Write, ...Write[]]): Found => {
  const [first] = items;
  const names = items.map(({ action }) => action);
  const severity = isBounded(first.statement) ? "low" : names.some((name) => lasting.test(name)) ? "high" : "medium";
  return {
    detail: `allows ${listed(names)} on ${listed(first.resources, 3)}`,
    where: whereOf(first),
    severity,
  };
};
