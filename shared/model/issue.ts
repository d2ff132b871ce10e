/** How it was proven for whom credentials are. `application`: by nobody but the application that asks. */
export type ProofKind = "oidc" | "saml" | "application";

/** One set of credentials that the broker issued. No secret is in it, and no token. */
export interface IssueRow {
  accessKeyId: string;
  /** Of the directory. */
  person: string;
  connection: string;
  roleArn: string;
  /** Who asked and got them: the caller's ARN, as Lambda tells it. */
  application: string;
  proof: ProofKind;
  /** What tells the proof from others: a digest. Of an application's word: the id of the request. */
  proofId: string;
  /** ISO 8601 */
  at: string;
  expiresAt: string;
}
