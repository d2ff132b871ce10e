/**
 * What stands for what in the policy documents under policies/: `<account>`, `<team-key>` … Angle brackets occur in no policy
 * of IAM's, so nothing is left standing unseen. A list takes the place of a whole text.
 */
export type PolicyValues = {
  partition: string;
  account: string;
  region: string;
  /** The teams' bucket; objects lie below `<team>/`. */
  bucket: string;
  /** Tag keys as the account spells them. */
  "team-key": string;
  "user-key": string;
  /** Tag key of the second border, where there is one: `project`. */
  "project-key": string;
  /** VPC endpoints that presigned URLs and Studio must come through. */
  "vpc-endpoint"?: string | readonly string[];
  /** Ids of file systems that training jobs may mount. Absent: none. */
  "file-systems"?: readonly string[];
  /** Of the role that a trust policy is for. */
  team?: string;
  project?: string;
  /** Whose session the team's probe role is: `sagewarden-probe-<team>`. */
  probe?: string;
  /** Whose profiles an administrator may make: the people of some teams. */
  teams?: readonly string[];
  projects?: readonly string[];
  people?: readonly string[];
  "saml-provider"?: string;
  "saml-audience"?: string;
  "saml-issuer"?: string;
  /** The issuer without `https://`, as IAM names the provider and its keys. */
  "oidc-provider"?: string;
  "oidc-audience"?: string;
  /** Patterns: `*` and `?` are wildcards in them. */
  "oidc-subjects"?: readonly string[];
  /** Of Identity Center: its roles are `AWSReservedSSO_<permission-set>_…`. */
  "permission-set"?: string;
  /** Patterns of role ARNs: who may write guarded tags and the roles of the teams. */
  provisioners?: readonly string[];
};
