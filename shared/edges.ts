import type { Lookups } from "./attribute/lookups.ts";
import type { Creation, IssuedSession } from "./model/activity.ts";
import type { Notice } from "./model/notice.ts";
import type { CreationRow, Outcome } from "./model/outcome.ts";
import type { Settings } from "./model/settings.ts";
import type { Tags } from "./model/tags.ts";
import type { ExemptionStore } from "./record/exemptions.ts";

/** Reading and writing the tags of one resource. Each method is one SageMaker call; errors come as the SDK throws them, for `classify`. */
export interface TagEdge {
  list(arn: string): Promise<Tags>;
  add(arn: string, tags: Tags): Promise<void>;
  remove(arn: string, keys: readonly string[]): Promise<void>;
}

/** One creation, one row. Writes are conditional: `StaleRow` when the row moved on. */
export interface Ledger {
  /** All creations of this ARN, newest first: a name may be used again after a deletion. */
  creations(arn: string): Promise<readonly CreationRow[]>;
  /** By `eventID`. */
  byEvent(eventId: string): Promise<CreationRow | undefined>;
  /**
   * Before a new row: of two messages about one creation at the same time only one gets true; the other sees the row when
   * it comes again. `seen`: the rows that were read before.
   */
  claim(claim: Claim, seen: readonly CreationRow[]): Promise<boolean>;
  /** Stores a new row, or answers the row that is there. */
  open(row: CreationRow): Promise<CreationRow>;
  /** Stores `next` if the stored version is still `next.version - 1`. */
  update(next: CreationRow): Promise<void>;
  /** Rows that are `settling` and were created before this time. */
  unsettledBefore(at: string): Promise<readonly CreationRow[]>;
  /** The rounds of guarded-tag changes on one resource. */
  rounds(arn: string): Promise<RoundRow | undefined>;
  saveRounds(row: RoundRow): Promise<void>;
  saveSession(session: IssuedSession): Promise<void>;
}

/** Who is about to open a row of this ARN, and when (ISO 8601). */
export interface Claim {
  arn: string;
  eventId: string;
  at: string;
}

/** One resource's fights over guarded tags. */
export interface RoundRow {
  arn: string;
  rounds: readonly Round[];
  version: number;
}

/** One principal's changes within 60 s. */
export interface Round {
  principal: string;
  startedAt: string;
  /** eventIDs that belong to the round: a duplicate delivery adds nothing. */
  eventIds: readonly string[];
  keys: readonly string[];
}

export interface Metrics {
  outcome(kind: string, outcome: Outcome): void;
  secondsToTagged(kind: string, seconds: number): void;
  calls(kind: string, calls: number): void;
}

/** What somebody could do while a guarded tag was wrong: presigned URLs, Start, Stop, Delete. */
export interface GapLookup {
  between(
    resource: { arn: string },
    from: string,
    to: string,
  ): Promise<readonly { at: string; eventName: string; principal: string }[]>;
}

/** Everything the pipeline does to the world, as plain functions. The Lambda, the CLI and the tests each pass their own. */
export interface Edges {
  lookups: Lookups;
  tags: TagEdge;
  ledger: Ledger;
  /** Read only where a resource would be nobody's, or a tag asks for one. */
  exemptions: ExemptionStore;
  /** Puts it into the outbox, once per id. */
  notify(notice: Notice): Promise<void>;
  /** Begins the conversation about a resource that nobody is proven to own. Any number of calls open one case. */
  openCase(creation: Creation): Promise<void>;
  metrics: Metrics;
  gap: GapLookup;
  /** SageMaker calls made through these edges so far, those of lookups included. */
  sageMakerCalls(): number;
  /** ISO 8601. */
  now(): string;
  /** Our own role's ARN: its AddTags are not somebody else's. */
  self: string;
}

/** One delivery of a queue message. */
export interface Delivery {
  /** 1 the first time. */
  receiveCount: number;
  messageId: string;
}

export interface Situation {
  delivery: Delivery;
  settings: Settings;
  edges: Edges;
}
