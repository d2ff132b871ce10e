import type { Lookups } from "../attribute/lookups.ts";
import type { Ledger } from "../edges.ts";
import type { Creation } from "../model/activity.ts";
import type { LiveResource, ResourceEdge } from "../model/live-resource.ts";
import type { Notice, OutboxRow } from "../model/notice.ts";
import type { Hold } from "../model/pause.ts";
import type { Settings } from "../model/settings.ts";
import type { Tags } from "../model/tags.ts";
import type { CaseStore } from "../record/cases.ts";
import type { CaseStart } from "../settle-unowned.ts";

/** What a case counts for the alarms. */
export type CaseMetric = "Untold" | "DestructiveLimit" | "CaseFailed";

/** Everything that a case does to the world. The function and the tests each pass their own. */
export interface CaseWorld {
  settings: Settings;
  /** ISO 8601 */
  now(): string;
  cases: CaseStore;
  ledger: Pick<Ledger, "creations">;
  /** For one look: what was read for an earlier one is not remembered. */
  reads(): { lookups: Lookups; tags(arn: string): Promise<Tags> };
  /** Why the resource is exempt now; undefined when it is not. */
  exemption(creation: Creation, now: string): Promise<string | undefined>;
  outbox: { get(id: string): Promise<OutboxRow | undefined> };
  notify(notice: Notice): Promise<void>;
  resource: ResourceEdge;
  /** Whether anybody called it within the last hour. Only endpoints and inference components are asked about. */
  inUse(creation: Creation, live: LiveResource, now: string): Promise<boolean>;
  /** ISO 8601, when Sagewarden first came into this account. */
  deployedAt(): Promise<string>;
  /** Whether a pause holds back what would be stopped or deleted. */
  held(): Promise<Hold | undefined>;
  /** Takes one destructive act of this hour. Answers when to ask again, if none is left. */
  allowance(id: string, now: string): Promise<string | undefined>;
  /** Evidence came late: the creation is judged once more. */
  recheck(creation: Creation): Promise<void>;
  count(metric: CaseMetric): void;
  /**
   * The version that the alias names by now, where that is another than ours: an execution stays with the code and the
   * settings that it began with, and nothing is to be done by settings that no longer hold.
   */
  successor(): Promise<string | undefined>;
  /** Starts the execution of this name, which goes on with the case. Starting it twice starts it once. */
  start(name: string, payload: CaseStart): Promise<void>;
}
