import type { Lookups } from "#shared/attribute/lookups.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { Loose } from "../perfect.ts";

/** Events in the order in which they arrive, and everything that they may lead to. */
export interface Case {
  name: string;
  events: readonly Loose[];
  settings?: Settings;
  lookups?: Partial<Lookups>;
  /** Exactly these AddTags. None where absent. */
  writes?: readonly { arn: string; tags: Record<string, string> }[];
  /** How the creations end. Absent: one creation, or none where the message is poison. */
  outcomes?: readonly string[];
  /** How the last event's message ends; `done` where absent. */
  end?: "done" | "poison";
  /** What the notices are about, in their order. */
  notices?: readonly string[];
  /** Nothing in the record tells it from a true one: why, and what bounds the effect. */
  indistinguishable?: string;
}
