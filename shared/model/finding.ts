export const severities = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** Something a rule found. `subject` is an ARN. */
export interface Finding {
  rule: string;
  severity: Severity;
  subject: string;
  detail: string;
  remediation: string;
}
