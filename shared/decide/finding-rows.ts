import type { Audited } from "../detect/audit/index.ts";
import { type AuditFinding, onlySaved, type Where } from "../detect/audit/rule.ts";
import { type Severity, severities } from "../model/finding.ts";
import type { FindingRow } from "../model/finding-row.ts";
import { secondsBetween } from "../model/time.ts";

/** A finding is the same as long as role, rule and place are: its sentence may hold a number of days. */
export const placeOf = ({ policy, statement }: Where): string => `${policy}#${statement ?? ""}`;
export const findingId = ({ role, rule, where }: Pick<AuditFinding, "role" | "rule" | "where">): string =>
  JSON.stringify([role, rule, placeOf(where)]);

export const isAtLeast = (severity: Severity, least: Severity): boolean =>
  severities.indexOf(severity) >= severities.indexOf(least);

export interface Changes {
  /** Rows to be stored. */
  rows: readonly FindingRow[];
  /** Of these, the ones that nobody was told of: found for the first time, or graver than before. */
  news: readonly FindingRow[];
}

/** Sentences that one row keeps. */
const mostDetails = 20;
/** Seconds after which it is worth a write that a finding is still there. */
const restamp = 3_600;

/**
 * What an audit changes in the findings that were there. One that is not found again is resolved if the audit could look: a
 * source that was missing leaves it as it is.
 */
export const findingChanges = (
  recorded: readonly FindingRow[],
  { findings, unknown }: Pick<Audited, "findings" | "unknown">,
  /** `isWhole`: all of the account's roles were read. */
  read: { roles: ReadonlySet<string>; isWhole: boolean },
  now: string,
): Changes => {
  const before = new Map(recorded.map((row) => [findingId(row), row]));
  const found = [...Map.groupBy(findings, findingId)].map(([id, same]) => nextRow(before.get(id), same, now));
  const ids = new Set(findings.map(findingId));
  const withheld = unknown.filter(({ missing }) => missing.some((source) => !onlySaved.has(source)));
  const unseen = new Set(withheld.map(({ role, rule }) => JSON.stringify([role, rule])));
  const gone = recorded
    .filter((row) => !ids.has(findingId(row)) && !unseen.has(JSON.stringify([row.role, row.rule])))
    .filter(({ role }) => read.isWhole || read.roles.has(role))
    .map((row): FindingRow => ({ ...row, status: "resolved", lastSeen: now }));
  return {
    rows: [...found.filter((row) => isWorthWriting(row, before.get(findingId(row)))), ...gone],
    news: found.filter((row) => isNews(row, before.get(findingId(row)))),
  };
};

const nextRow = (before: FindingRow | undefined, same: readonly AuditFinding[], now: string): FindingRow => {
  const gravest = same.reduce((worst, one) => (isAtLeast(worst.severity, one.severity) ? worst : one));
  const { detail: _, ...finding } = gravest;
  const details = [...new Set(same.map(({ detail }) => detail))].slice(0, mostDetails);
  return {
    ...finding,
    details,
    status: before === undefined ? "new" : "there",
    firstSeen: before?.firstSeen ?? now,
    lastSeen: now,
  };
};

const isNews = (row: FindingRow, before: FindingRow | undefined): boolean =>
  before === undefined || (row.severity !== before.severity && isAtLeast(row.severity, before.severity));

const isWorthWriting = (row: FindingRow, before: FindingRow | undefined): boolean => {
  if (before === undefined || secondsBetween(before.lastSeen, row.lastSeen) >= restamp) return true;
  const told = ({ lastSeen: _, ...rest }: FindingRow): string => JSON.stringify(rest);
  return told(row) !== told(before);
};
