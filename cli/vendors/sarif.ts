import { auditRules, contractRules } from "#shared/detect/audit/index.ts";
import type { AuditFinding } from "#shared/detect/audit/rule.ts";
import type { Severity } from "#shared/model/finding.ts";
import { plainText } from "#shared/notify/plain-text.ts";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** CVSS-like, as GitHub sorts by it. https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const scores: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  info: "0.0",
};

/** SARIF 2.1.0: one run, each rule described once. A finding's place is its policy, whose lines count in pretty-printed JSON. */
export const sarif = (findings: readonly AuditFinding[]): string => {
  const rules = [...auditRules, ...contractRules];
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "sagewarden",
            rules: rules.map(({ id, severity, why, remediation, sources }) => ({
              id,
              shortDescription: { text: why },
              help: { text: [remediation, ...sources].join("\n") },
              defaultConfiguration: { level: levels[severity] },
              properties: { "security-severity": scores[severity], tags: ["security"] },
            })),
          },
        },
        results: findings.map(result(new Map(rules.map(({ id }, index) => [id, index])))),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};

/** A policy's name may be anything in a saved document: half a surrogate pair, which is in no URI, too. */
const uriOf = (text: string): string => encodeURI(text.toWellFormed()).replaceAll(/[#?]/g, encodeURIComponent);

const result =
  (indexes: ReadonlyMap<string, number>) =>
  ({ role, rule, severity, detail, where, remediation, vendor, fixed }: AuditFinding) => ({
    ruleId: rule,
    ...(indexes.has(rule) && { ruleIndex: indexes.get(rule) }),
    level: levels[severity],
    message: { text: plainText(`${detail} ${remediation}`, 2_000) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(`${role}/${where.policy}`) },
          region: { startLine: where.line ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: role, kind: "resource" }],
      },
    ],
    // The same finding of the next run is the same alert.
    partialFingerprints: { "sagewarden/v1": [role, rule, where.policy, where.sid ?? where.statement ?? ""].join("|") },
    properties: { severity, where, ...(vendor !== undefined && { vendor }), ...(fixed !== undefined && { fixed }) },
  });
