import type { KeptRules } from "./act/keep-rules.ts";
import type { DisturbEdges } from "./contain/disturb.ts";
import type { IncidentEdges } from "./contain/open-incident.ts";
import type { Severity } from "./model/finding.ts";
import type { FindingRow } from "./model/finding-row.ts";
import type { Notice } from "./model/notice.ts";
import type { FactProblem, RoleFacts } from "./model/role-facts.ts";
import type { Settings } from "./model/settings.ts";
import type { AuditStates } from "./record/audit-state.ts";
import type { CleanAudits } from "./record/clean-audits.ts";
import type { Findings } from "./record/findings.ts";
import type { Links, WatchListStore } from "./record/vendor-links.ts";
import type { VendorRoles } from "./record/vendor-roles.ts";
import type { FactDocument } from "./vendors/facts/index.ts";
import type { WatchLedger } from "./vendors/watch/watched.ts";

/** What one function asks of the one that audits: `{}` is the daily look. */
export interface AuditAsk {
  /** ISO 8601, when something was changed: an audit that began later has seen it. */
  at?: string;
  /** The list of watched principals grew: write the rules, nothing else. */
  rules?: true;
}

/** Everything that watching vendors does to the world. */
export interface WatchEdges {
  roles: VendorRoles;
  links: Links;
  watchList: WatchListStore;
  sessions: Pick<WatchLedger, "sessionByKey" | "sessionByRole">;
  /** ARNs of the managed policies that vendors' roles had at the last audit. */
  auditedPolicies(): Promise<ReadonlySet<string>>;
  /** Puts it into the queue of audits. */
  ask(ask: AuditAsk): Promise<void>;
  /** Into the outbox, once per id; only recorded where the mode is observe. */
  notify(notice: Notice, mode: Settings["mode"]): Promise<void>;
  /** How a signal starts a containment, and disturbs one. */
  incidents: IncidentEdges & DisturbEdges;
  /** One signal that was seen for the first time. */
  count(severity: Severity): void;
  /** ISO 8601. */
  now(): string;
}

/** Everything that an audit does to the world. */
export interface AuditEdges {
  states: AuditStates;
  findings: Findings;
  clean: Pick<CleanAudits, "save">;
  watchList: WatchListStore;
  /** What IAM has; throws where it cannot be read. */
  account(): Promise<readonly FactDocument[]>;
  /** What that leaves out of these roles, and of the account. */
  further(roles: readonly Pick<RoleFacts, "arn" | "name">[]): Promise<{
    documents: readonly FactDocument[];
    problems: readonly FactProblem[];
  }>;
  /** Makes EventBridge's rules those that the list of watched principals needs. */
  keepRules(): Promise<KeptRules>;
  /** To Security Hub, where the settings say so. Answers with what it did not take. */
  publish(rows: readonly FindingRow[]): Promise<readonly FactProblem[]>;
  notify(notice: Notice, mode: Settings["mode"]): Promise<void>;
  /** ISO 8601. */
  now(): string;
}
