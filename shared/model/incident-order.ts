import type { Cause, Incident, IncidentChoice, RungId, RungLine, UpTo } from "./incident.ts";

/**
 * What `sagewarden-dispatch-incidents` takes: of the command line and of the SSM documents. `plan`: what a containment would do now,
 * nothing is written · `status`: how far the role's newest incident is.
 */
export interface IncidentOrder {
  op: "contain" | "restore" | "answer" | "plan" | "status";
  /** One of both. */
  vendor?: string;
  /** ARN. */
  role?: string;
  /** `contract`, as absence does: as far as the contract says. An SSM document cannot leave a value out. */
  upTo?: UpTo | "contract";
  reason?: string;
  /** Of `restore`. */
  all?: boolean;
  acceptDrift?: boolean;
  /** Of `answer`. */
  choice?: IncidentChoice;
  of?: "begin" | RungId;
  /** ARN of whoever asks. */
  by: string;
  type: Cause["type"];
}

export interface IncidentReply {
  /** The role's newest; absent: it has none. */
  incident?: Incident;
  /** Of `plan` what would be done, else what was recorded, rung by rung. */
  lines: readonly RungLine[];
  /** Of a word that was accepted: what follows of it, such as that two people did not ask for the same. */
  said?: string;
  /** Why nothing was begun, and what a person can do. */
  refused?: string;
}
