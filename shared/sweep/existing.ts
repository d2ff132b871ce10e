import type { Directory } from "../attribute/directory.ts";
import type { Creation } from "../model/activity.ts";
import type { Decision } from "../model/decision.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import type { Tags } from "../model/tags.ts";
import type { Listed } from "./listing.ts";

/** What is needed of a ledger row. */
export type Recorded = Pick<
  CreationRow,
  "eventId" | "eventName" | "createdAt" | "outcome" | "owner" | "reason" | "taggedAt"
>;

/** One existing resource, with everything that is known of it. */
export interface Existing {
  resource: Listed;
  /** The live tags; undefined where it was never tagged. */
  tags: Tags | undefined;
  /** The ledger's creations of its ARN, newest first. */
  rows: readonly Recorded[];
  exemption?: StoredExemption | undefined;
}

/** What every resource is held against. */
export interface Ground {
  settings: Settings;
  /** ISO 8601, since when the account is watched. */
  deployedAt: string;
  /** ISO 8601 */
  now: string;
  /** Seconds for which a new resource may still be announced in the usual way. */
  patience: number;
}

/** How one existing resource stands. */
export interface Swept {
  creation: Creation;
  decision: Decision;
  /** The ledger's row of it. */
  row: Recorded | undefined;
  /** The pipeline has something to do about it: its outcome is not recorded yet, or no longer true. */
  isNews: boolean;
}

/** What the judges are shown. */
export interface Seen {
  /** As the ledger names it, where it does. */
  creation: Creation;
  tags: Tags;
  ground: Ground;
  directory: Directory;
}

/** A decision without what follows from it. */
export type Judgement = Pick<Decision, "verdict" | "reason" | "attribution"> & { write?: Tags };
