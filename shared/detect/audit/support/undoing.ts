/** What takes back or overwrites a rung of the ladder on the role itself. */
export const onItself: readonly string[] = [
  ...[
    "DeleteRolePolicy",
    "PutRolePolicy",
    "DetachRolePolicy",
    "UpdateAssumeRolePolicy",
    "DeleteRolePermissionsBoundary",
  ],
  ...["PutRolePermissionsBoundary", "DeleteRole"],
].map((name) => `iam:${name}`);

/** What changes a policy that is attached or is the boundary. */
export const onPolicies: readonly string[] = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];
