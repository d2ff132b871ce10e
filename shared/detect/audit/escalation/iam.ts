import type { EscalationSet } from "./set.ts";

/** Sets that write to IAM or Identity Center, or take a role. */
export const iamSets: readonly EscalationSet[] = [
  { actions: ["iam:*"], sources: ["prowler"] },
  { actions: ["iam:Put*"], sources: ["prowler"] },
  { actions: ["iam:CreatePolicyVersion"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:CreateAccessKey"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:CreateLoginProfile"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:UpdateLoginProfile"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:AttachUserPolicy"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:AttachGroupPolicy"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:AttachRolePolicy"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:PutUserPolicy"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:PutGroupPolicy"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:PutRolePolicy"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:AddUserToGroup"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:UpdateAssumeRolePolicy"], sources: ["prowler", "cloudsplaining", "rhino", "pathfinding"] },
  { actions: ["iam:SetDefaultPolicyVersion"], sources: ["prowler", "cloudsplaining", "rhino"] },
  { actions: ["iam:CreateAccessKey", "iam:DeleteAccessKey"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  { actions: ["iam:AttachUserPolicy", "iam:CreateAccessKey"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  { actions: ["iam:PutUserPolicy", "iam:CreateAccessKey"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  {
    actions: ["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:AttachRolePolicy", "sts:AssumeRole"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:PutRolePolicy", "sts:AssumeRole"], sources: ["prowler", "pathfinding"] },
  {
    actions: ["iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"],
    sources: ["prowler", "cloudsplaining", "pathfinding"],
  },
  { actions: ["iam:CreatePolicyVersion", "sts:AssumeRole"], sources: ["prowler", "cloudsplaining", "pathfinding"] },
  { actions: ["sts:AssumeRole", "iam:UpdateAssumeRolePolicy"], sources: ["prowler"] },
  { actions: ["iam:DeleteUserPermissionsBoundary"], sources: ["prowler", "pathfinding"] },
  { actions: ["sts:AssumeRole", "iam:DeleteRolePermissionsBoundary"], sources: ["prowler", "pathfinding"] },
  { actions: ["sts:AssumeRole"], sources: ["pathfinding"] },
  {
    actions: ["sso:CreatePermissionSet", "sso:CreateAccountAssignment", "sso:AttachManagedPolicyToPermissionSet"],
    sources: ["prowler", "pathfinding"],
  },
  { actions: ["sso:AttachManagedPolicyToPermissionSet"], sources: ["prowler", "pathfinding"] },
  { actions: ["sso:PutInlinePolicyToPermissionSet"], sources: ["prowler", "pathfinding"] },
];
