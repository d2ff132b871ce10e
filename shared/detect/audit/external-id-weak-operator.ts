import type { AuditRule } from "./rule.ts";
import { externalIdKey, isOnExternalId } from "./support/external-ids.ts";
import { askingExternalId, fixedTrust } from "./support/fixed.ts";
import { callersOf, foundOrClean, letsIn, nameOf, placeOf, statementOf } from "./support/trust.ts";

/** A condition on the external id that a request without one meets. */
export const externalIdWeakOperator: AuditRule = {
  id: "external-id-weak-operator",
  severity: "high",
  why: "IfExists, ForAllValues, the negated operators and Null hold for a request that has no external id at all: the condition looks like protection and is none.",
  blind:
    "Nothing of the condition itself: it is evaluated as IAM does. StringEqualsIgnoreCase is accepted, because a long random value stays one when its case does not matter; so is ForAnyValue, which an absent key fails.",
  remediation: "Use StringEquals with the vendor's whole value.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
  ],
  ofTrust: true,
  audit: (seen) => {
    const asked = callersOf(seen).filter((one) => statementOf(seen, one)?.conditions.some(isOnExternalId));
    if (asked.length === 0) return { type: "not-applicable" };
    const open = asked.filter((one) => letsIn(seen, one, new Map([[externalIdKey, "absent"]])));
    return foundOrClean(
      open.map((one) => {
        const conditions = statementOf(seen, one)?.conditions.filter(isOnExternalId) ?? [];
        const operators = conditions.map(({ set, operator, ifExists }) =>
          [set === undefined ? "" : `${set}:`, operator, ifExists ? "IfExists" : ""].join(""),
        );
        const fixed = fixedTrust(seen, one.statement, askingExternalId);
        return {
          detail: `${nameOf(one)} may leave the external id out: ${operators.join(" and ")} holds without one`,
          where: placeOf(seen, one),
          ...(fixed !== undefined && { fixed }),
        };
      }),
    );
  },
};
