/**
 * What stands for what in the policy documents under policies/: `<account>`, `<team-key>` … Angle brackets occur in no policy
 * of IAM's, so nothing is left standing unseen.
 */
export interface PolicyValues {
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
  /** VPC endpoint that presigned URLs must come through. */
  "vpc-endpoint": string;
}
