/** What other CDK apps may use: see docs/vendor-role.md, docs/access.md and docs/connections.md. */
export type { ClosedBucket, RoleGroup, Scope } from "../shared/connections/closed-buckets.ts";
export type { StudioTagKeys } from "./access/documents.ts";
export { IamUserAccess, type IamUserAccessProps } from "./access/iam-user-access.ts";
export { IdentityCenterAccess, type IdentityCenterAccessProps } from "./access/identity-center-access.ts";
export { OidcAccess, type OidcAccessProps } from "./access/oidc-access.ts";
export { SamlAccess, type SamlAccessProps } from "./access/saml-access.ts";
export type { SignIn } from "./access/sign-in.ts";
export { StudioAdmin, type StudioAdminProps } from "./access/studio-admin.ts";
export { StudioDomain, type StudioDomainProps } from "./access/studio-domain.ts";
export { StudioPolicies, type StudioPoliciesProps } from "./access/studio-policies.ts";
export { StudioTeam, type StudioTeamProps } from "./access/studio-team.ts";
export { StudioUserProfile, type StudioUserProfileProps } from "./access/studio-user-profile.ts";
export { ConnectionBucketPolicy, type ConnectionBucketPolicyProps } from "./connections/connection-bucket-policy.ts";
export type { VendorContract } from "./constructs/vendor-contract.ts";
export { VendorRole, type VendorRoleProps } from "./constructs/vendor-role.ts";
