import type { AuditRule } from "./rule.ts";
import { fixedTrust, without } from "./support/fixed.ts";
import { foundOrClean, placeOf } from "./support/trust.ts";

export const trustOnDeletedPrincipal: AuditRule = {
  id: "trust-on-deleted-principal",
  severity: "medium",
  why: "AWS shows an id such as AROA… where a trusted role or user was deleted: whom the role was for is not there any more, and nobody looked at the trust since. If it comes back, it is not let in, and somebody will widen the trust in a hurry.",
  blind: "Which principal it was, and in which account: the id does not tell.",
  remediation: "Take the id out of the trust, or name the principal that took its place.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles",
  ],
  everyRole: true,
  ofTrust: true,
  audit: (seen) => {
    const gone = seen.outsiders.filter(({ type }) => type === "deleted");
    return foundOrClean(
      gone.map((one) => {
        const fixed = fixedTrust(seen, one.statement, without(new Set(gone.map(({ principal }) => principal))));
        const detail = `the trust names ${one.principal}, a principal that was deleted`;
        return { detail, where: placeOf(seen, one), ...(fixed !== undefined && { fixed }) };
      }),
    );
  },
};
