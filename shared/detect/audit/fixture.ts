import type { AuditRule, SeenRole } from "./rule.ts";

/** A verdict in one text: `clean`, `unknown: last use`, or each finding's severity and statement. */
export const said = (rule: Pick<AuditRule, "severity" | "audit">, seen: SeenRole): string => {
  const verdict = rule.audit(seen);
  const missing = "missing" in verdict && verdict.missing ? [`unknown: ${verdict.missing.join(", ")}`] : [];
  if (verdict.type !== "found") return verdict.type === "unknown" ? missing.join() : verdict.type;
  const found = verdict.found.map(
    ({ severity, where }) => `${severity ?? rule.severity} ${where.policy} ${where.statement ?? "-"}`,
  );
  return [...found, ...missing].join("; ");
};

export const detailsOf = (rule: Pick<AuditRule, "audit">, seen: SeenRole): string => {
  const verdict = rule.audit(seen);
  return verdict.type === "found" ? verdict.found.map(({ detail }) => detail).join("; ") : "";
};

export const fixedOf = (rule: Pick<AuditRule, "audit">, seen: SeenRole): unknown => {
  const verdict = rule.audit(seen);
  const fixed = verdict.type === "found" ? verdict.found[0]?.fixed : undefined;
  return fixed === undefined ? undefined : JSON.parse(fixed);
};
