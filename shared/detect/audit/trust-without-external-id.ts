import type { AuditRule, TrustedOutsider } from "./rule.ts";
import { externalIdKey, isOnExternalId } from "./support/external-ids.ts";
import { askingExternalId, fixedTrust } from "./support/fixed.ts";
import { callersOf, foundOrClean, letsIn, nameOf, placeOf, statementOf } from "./support/trust.ts";

/** The outsider is let in without any external id, and his statement does not speak of one. */
export const trustWithoutExternalId: AuditRule = {
  id: "trust-without-external-id",
  severity: "high",
  why: "A vendor takes the roles of all its customers with the same account. Without an external id anybody who is its customer too can give it the ARN of this role, and the vendor opens it for them (the confused deputy). MFA is no substitute: a machine has none, and it says nothing of whom the vendor acts for.",
  blind:
    "Whether the vendor gives each customer a value of its own, and whether it checks that a customer does not use another's.",
  remediation: "Ask for the vendor's external id, with StringEquals, in every statement that lets the vendor in.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    "https://www.praetorian.com/blog/aws-iam-assume-role-vulnerabilities/",
  ],
  ofTrust: true,
  audit: (seen) => {
    const callers = callersOf(seen);
    if (callers.length === 0) return { type: "not-applicable" };
    const isAsked = (one: TrustedOutsider): boolean => statementOf(seen, one)?.conditions.some(isOnExternalId) === true;
    const open = callers.filter((one) => !isAsked(one) && letsIn(seen, one, new Map([[externalIdKey, "absent"]])));
    return foundOrClean(
      open.map((one) => {
        const fixed = fixedTrust(seen, one.statement, askingExternalId);
        const detail = `${nameOf(one)} may take the role without an external id`;
        return { detail, where: placeOf(seen, one), ...(fixed !== undefined && { fixed }) };
      }),
    );
  },
};
