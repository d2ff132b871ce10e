/**
 * What a vendor's role held at the last audit that found nothing at medium or above; where none ever was so clean, at the first
 * that saw it: each policy by its name and a digest of what it says. A restore gives back what stood here, and judges what came later.
 */
export interface CleanAudit extends Holdings {
  /** ARN */
  role: string;
  /** `AROA…` */
  roleId: string;
  /** ISO 8601, the audit's. */
  at: string;
  isClean: boolean;
}

export interface Holdings {
  inline: readonly { name: string; digest: string }[];
  /** Of the version in force; undefined: its document was not read. */
  managed: readonly { arn: string; digest: string | undefined }[];
  /** Of each statement of the trust policy. */
  trust: readonly string[];
  /** ARN */
  boundary: string | undefined;
}
