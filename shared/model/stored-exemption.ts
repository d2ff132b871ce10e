/** A resource that needs no owner until a day, by a person's answer or by an approver's tag. One row per resource. */
export interface StoredExemption {
  arn: string;
  /** The last day it holds, UTC: `YYYY-MM-DD`. */
  until: string;
  /** The person of the directory who allowed it. */
  by: string;
  reason: string;
  /** The resource's team, as far as it is known: who is told when it ends. */
  team?: string;
  /** ISO 8601, when it was allowed: a resource made later under the same name is not covered. */
  at: string;
  source: "slack" | "tag";
  /** It was taken back before its last day. */
  ended?: { at: string; by: string };
  /** 1 the first time; incremented by every write, which names the version it read. */
  version: number;
}
