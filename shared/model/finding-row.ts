import type { AuditFinding } from "../detect/audit/rule.ts";

/** What an audit found about one place of a vendor's role, and since when. `new`: by the last audit for the first time. */
export interface FindingRow extends Omit<AuditFinding, "detail"> {
  /** One sentence for each thing that the rule found there. */
  details: readonly string[];
  status: "new" | "there" | "resolved";
  /** ISO 8601, of audits. */
  firstSeen: string;
  lastSeen: string;
}
