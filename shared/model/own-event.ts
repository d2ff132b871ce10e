import type { Creation, ResourceRef } from "./activity.ts";

/**
 * What our own functions put on the creations queue, which only they and our rules can write to. So that one function
 * alone writes tags, the others say what they know and leave the rest to it.
 */
export const ownSource = "sagewarden";

/** `detail-type` of each. */
export const ownEvents = {
  /** Look at this creation again: evidence came late. */
  recheck: "Sagewarden Recheck",
  /** The sweep found a resource, with its live tags in `requestTags`. */
  found: "Sagewarden Found",
  /** A person who may do so named the owner. */
  named: "Sagewarden Owner Named",
  /** CloudTrail's history has a record that EventBridge did not bring. `detail` is the record. */
  missed: "Sagewarden Missed Record",
} as const;

export interface OwnEvent {
  source: typeof ownSource;
  "detail-type": (typeof ownEvents)[keyof typeof ownEvents];
  detail: Creation | OwnerNamed | Readonly<Record<string, unknown>>;
}

/** An owner as a person's word, already judged (`shared/decide/answer.ts`). */
export interface OwnerNamed {
  /** Stable: a second delivery changes nothing. */
  id: string;
  resource: ResourceRef;
  /** The creation whose owner is named. */
  eventId: string;
  owner: { team: string; studiouserid: string };
  /** ISO 8601 */
  at: string;
  /** Who said so, for the history: `alice in Slack, confirmed by bob`. */
  by: string;
}
