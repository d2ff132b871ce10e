import { auditRules, contractRules, type NotSeen } from "#shared/detect/audit/index.ts";
import { type AuditFinding, sources } from "#shared/detect/audit/rule.ts";
import { parseArn } from "#shared/model/arn.ts";
import { severities } from "#shared/model/finding.ts";
import type { FactProblem } from "#shared/model/role-facts.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { wordTable } from "../text-table.ts";

/** One line of machine output: `where` as design section 10 has it, and what else is known beside it. */
export const jsonLine = ({ role, rule, severity, detail, where, remediation, vendor, fixed }: AuditFinding): string =>
  JSON.stringify({
    ...{ role, rule, severity, detail },
    where: { policy: where.policy, statement: where.statement },
    remediation,
    ...{ sid: where.sid, line: where.line, vendor, fixed },
  });

const headings = ["severity", "role", "rule", "where", "what"] as const;

/** For people: the gravest first, one line a finding, then for each rule once why it matters and what to do. */
export const auditTable = (findings: readonly AuditFinding[]): string => {
  const sorted = findings.toSorted(
    (one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity) || compare(one, other),
  );
  return [wordTable(headings, sorted.map(row)), "", ...remedies(sorted)].join("\n");
};

const compare = (one: AuditFinding, other: AuditFinding): number =>
  one.role.localeCompare(other.role) || one.rule.localeCompare(other.rule);

const row = ({ severity, role, rule, where, detail }: AuditFinding): readonly string[] =>
  [severity, parseArn(role)?.resource ?? role, rule, place(where), detail].map((text) => plainText(text, 2_000));

const place = ({ policy, statement, sid, line }: AuditFinding["where"]): string =>
  [
    policy,
    statement === null ? "" : `statement ${statement}${sid === undefined ? "" : ` (${sid})`}`,
    line === undefined ? "" : `line ${line}`,
  ]
    .filter(Boolean)
    .join(", ");

const remedies = (findings: readonly AuditFinding[]): string[] => {
  const rules = new Map([...auditRules, ...contractRules].map((rule) => [rule.id, rule]));
  return [...new Set(findings.map(({ rule }) => rule))].flatMap((id) => {
    const rule = rules.get(id);
    return rule === undefined
      ? []
      : [`${id} (docs/rules/${id}.md)`, `  why: ${rule.why}`, `  fix: ${rule.remediation}`];
  });
};

/** What could not be used of the documents. */
export const problemLines = (problems: readonly FactProblem[]): string[] =>
  problems.map(({ where, what }) => plainText(`${where}: ${what}`, 2_000));

const shown = 3;

/** What could not be looked at: one line for each rule and what it lacked, with the first few roles. */
export const unknownLines = (unknown: readonly NotSeen[]): string[] => {
  const groups = Map.groupBy(unknown, ({ rule, missing }) => `${rule}: ${missing.map(asked).join("; ")}`);
  return [...groups].map(([what, roles]) => {
    const names = roles.slice(0, shown).map(({ role }) => parseArn(role)?.resource ?? role);
    const rest = roles.length > shown ? ` and ${roles.length - shown} more` : "";
    return plainText(`unknown: ${what}: ${names.join(", ")}${rest}`, 2_000);
  });
};

const asked = (source: NotSeen["missing"][number]): string => `no ${source} (from ${sources[source]})`;
