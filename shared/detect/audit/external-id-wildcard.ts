import type { Condition } from "../../policy/model.ts";
import type { AuditRule } from "./rule.ts";
import { externalIdKey, isOnExternalId, probe } from "./support/external-ids.ts";
import { askingExternalId, fixedTrust } from "./support/fixed.ts";
import { callersOf, foundOrClean, letsIn, nameOf, placeOf, statementOf } from "./support/trust.ts";

/** An external id is asked for, and any will do, or any that begins as it should. */
export const externalIdWildcard: AuditRule = {
  id: "external-id-wildcard",
  severity: "high",
  why: "StringLike with `*`, a negated comparison or a mere `Null: false` takes every external id: whoever sends one is let in.",
  blind: "Whether a pattern is wide on purpose, for a vendor whose value changes: such a vendor cannot be held to one.",
  remediation: "Use StringEquals with the vendor's whole value; two values while the vendor changes it.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"],
  ofTrust: true,
  audit: (seen) => {
    const callers = callersOf(seen).filter((one) => !letsIn(seen, one, new Map([[externalIdKey, "absent"]])));
    if (callers.length === 0) return { type: "not-applicable" };
    return foundOrClean(
      callers.flatMap((one) => {
        const isAny = letsIn(seen, one, new Map([[externalIdKey, [probe]]]));
        if (!isAny && !isPattern(statementOf(seen, one)?.conditions ?? [])) return [];
        const fixed = fixedTrust(seen, one.statement, askingExternalId);
        return {
          detail: `${nameOf(one)} is let in with ${isAny ? "any external id" : "any external id of a pattern"}`,
          where: placeOf(seen, one),
          severity: isAny ? "high" : "medium",
          ...(fixed !== undefined && { fixed }),
        };
      }),
    );
  },
};

/** Wildcards that no whole value beside them makes harmless. */
const isPattern = (conditions: readonly Condition[]): boolean => {
  const wild = conditions
    .filter(isOnExternalId)
    .filter(({ operator }) => operator.startsWith("String"))
    .map(({ operator, values }) => operator === "StringLike" && values.some((value) => /[*?]/.test(value)));
  return wild.length > 0 && wild.every(Boolean);
};
