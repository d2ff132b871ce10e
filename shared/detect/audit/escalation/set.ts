/** Where a set was published. The sets are facts and are written anew; no text or code was taken. Read in August 2026. */
export const escalationSources = {
  prowler:
    "https://github.com/prowler-cloud/prowler/blob/master/prowler/providers/aws/services/iam/lib/privilege_escalation.py",
  pathfinding: "https://pathfinding.cloud",
  cloudsplaining: "https://github.com/salesforce/cloudsplaining/blob/master/cloudsplaining/shared/constants.py",
  rhino: "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/",
  /** The service model of SageMaker, botocore 1.44: each operation that takes a role or opens a session of one. */
  sagemaker: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
} as const;

/** Actions which, held together, let somebody have more rights than were given. */
export interface EscalationSet {
  /** IAM actions; two published sets name a pattern. */
  actions: readonly string[];
  sources: readonly (keyof typeof escalationSources)[];
}
