import type { Announcement, ResourceRef } from "./activity.ts";
import type { Decision, Verdict } from "./decision.ts";
import type { Attribution, Owner } from "./owner.ts";
import type { Tags } from "./tags.ts";

/**
 * How a creation stands. `settling` is the only one that is not an end.
 * `observed`: the mode forbids writing; the row's decision says what would have been written.
 */
export const outcomes = [
  "settling",
  "tagged",
  "ok",
  "mismatch",
  "unowned",
  "exempt",
  "gone",
  "failed",
  "observed",
] as const;
export type Outcome = (typeof outcomes)[number];

export interface HistoryEntry {
  /** ISO 8601 */
  at: string;
  outcome: Outcome;
  verdict: Verdict | null;
  reason: string;
  /** Who made the transition: `sagewarden`, or a principal's ARN. */
  by: string;
}

/** The ledger's row for one creation. */
export interface CreationRow {
  resource: ResourceRef;
  eventId: string;
  eventName: string;
  announcedBy: Announcement;
  /** The ids of every record and event that announced this creation: a duplicate of any of them is known. */
  announcements: readonly string[];
  createdAt: string;
  outcome: Outcome;
  reason: string;
  owner: Owner;
  /** A proven owner who has left. Absent: nobody. */
  orphaned?: Attribution["orphaned"];
  /** What we set out to write, stored before the write: a redelivery after a crash knows that the tags are ours. */
  intent: Tags;
  /** Values that were replaced, by key. */
  replaced: Tags;
  findings: Decision["findings"];
  /** With `exempt`, where somebody granted it: until when, and by which way. */
  exemption?: Decision["exemption"];
  history: readonly HistoryEntry[];
  /** ISO 8601, when the tags were seen to be right. */
  taggedAt?: string;
  /** Ids of the notices sent for this creation. */
  notices: readonly string[];
  /** SageMaker calls made for this creation so far. */
  calls: number;
  /** Incremented by every write; each write names the version it read. */
  version: number;
}

export const isFinal = (outcome: Outcome): boolean => outcome !== "settling";
