/**
 * Characters that IAM takes of a managed policy and of a trust policy (4,096 once the quota is raised), and Organizations of a
 * service control policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const limits = { managed: 6_144, trust: 2_048, scp: 5_120 } as const;

/** Characters that count: white space between the elements does not. */
export const sizeOf = (document: string): number => JSON.stringify(JSON.parse(document)).length;
