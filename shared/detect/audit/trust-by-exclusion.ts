import type { AuditRule } from "./rule.ts";
import { fixedTrust, trusting } from "./support/fixed.ts";
import { foundOrClean, inTrust, statementsOf } from "./support/trust.ts";

export const trustByExclusion: AuditRule = {
  id: "trust-by-exclusion",
  severity: "high",
  why: "Allow with NotPrincipal lets in everybody but those it names: every other AWS account, and callers without one.",
  blind: "Nothing: the statement says it.",
  remediation: "Name in Principal who may take the role. Keep NotPrincipal for Deny statements, if at all.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html"],
  everyRole: true,
  ofTrust: true,
  audit: (seen) => {
    const excluding = statementsOf(seen).filter(
      ({ effect, notPrincipals, index }) =>
        effect === "Allow" &&
        notPrincipals !== undefined &&
        seen.outsiders.some(({ type, statement }) => type === "anybody" && statement === index),
    );
    return foundOrClean(
      excluding.map((statement) => {
        const accounts = seen.contract?.accounts ?? ["THE-ACCOUNT"];
        const fixed = fixedTrust(seen, statement.index, trusting(accounts, seen.account.partition));
        return {
          detail: "everybody but those in NotPrincipal may take the role",
          where: inTrust(statement),
          severity: statement.conditions.length === 0 ? ("critical" as const) : ("high" as const),
          ...(fixed !== undefined && { fixed }),
        };
      }),
    );
  },
};
