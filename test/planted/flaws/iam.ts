import { allow, ourAccount, roleArn } from "../parts.ts";
import { allowing, type Flaw } from "./flaw.ts";

/** IAM written. */
export const iamFlaws: readonly Flaw[] = [
  allowing(
    "its own policies",
    (parts) => [allow(["iam:PutRolePolicy", "iam:DeleteRolePolicy"], roleArn(parts))],
    "privilege-escalation",
    "can-undo-containment",
  ),
  allowing(
    "its own boundary taken off",
    (parts) => [allow("iam:DeleteRolePermissionsBoundary", roleArn(parts))],
    "can-undo-containment",
  ),
  allowing("its own policies taken off", () => [allow("iam:DetachRolePolicy")], "can-undo-containment"),
  allowing("everybody's policies", () => [allow("iam:AttachUserPolicy")], "privilege-escalation"),
  allowing(
    "policies written anew",
    () => [allow("iam:CreatePolicyVersion")],
    "privilege-escalation",
    "can-undo-containment",
  ),
  allowing("keys for everybody", () => [allow("iam:CreateAccessKey")], "privilege-escalation"),
  allowing("new users", () => [allow("iam:CreateUser")], "iam-write"),
  allowing("a new way in", () => [allow("iam:CreateOpenIDConnectProvider")], "iam-write"),
  allowing("tags of roles", () => [allow("iam:TagRole")], "iam-write"),
  {
    title: "IAM written, and no boundary",
    break: ({ inline }) => ({
      inline: { ...inline, extra: [allow("iam:UpdateAssumeRolePolicy", `arn:aws:iam::${ourAccount}:role/apps/*`)] },
      boundary: undefined,
    }),
    expected: ["privilege-escalation", "no-boundary"],
  },
];
