import type { Creation } from "./activity.ts";
import type { Choice } from "./notice.ts";

/** How the case of an unowned resource ended. */
export const caseEnds = [
  /** An owner was found, tagged or named. */
  "owned",
  /** Somebody who may wants it kept: an exemption. */
  "kept",
  "stopped",
  "deleted",
  /** Stopped, and started again by an answer. */
  "undone",
  /** It no longer exists, or had already stopped by itself. */
  "gone",
  /** Nothing is to be done for this kind, or it is protected, orphaned, or older than the deployment. */
  "left",
  /** The mode forbids acting: what would have been done stands in `detail`. */
  "would-stop",
  "would-delete",
  /** Nobody could be told, so nothing was done. */
  "untold",
  /** Acting failed for good. */
  "failed",
] as const;
export type CaseEnd = (typeof caseEnds)[number];

/** One person's answer, and what became of it: the audit of the conversation. */
export interface Answer {
  /** ISO 8601 */
  at: string;
  /** Who: of the directory, and as Slack knows them. */
  person: string;
  slackUser: string;
  choice: Choice;
  /** `claim`, `assign`, `confirm`, `reject`: who would own it. */
  owner?: { team: string; studiouserid: string };
  /** `keep` */
  until?: string;
  reason?: string;
  /** `waiting`: another person has to confirm. */
  verdict: "accepted" | "waiting" | "refused";
  why: string;
  /** What is different now: tags, outcome, exemption. */
  before: string;
  after: string;
}

/** One unowned resource: a short conversation with an end. Its key is `caseIdOf(arn, eventId)`. */
export interface UnownedCase {
  id: string;
  /** As it was announced: attribution can be asked again when evidence came late. */
  creation: Creation;
  /** ISO 8601 */
  openedAt: string;
  /** How often the case was opened, where that is more than once: an exemption ran out, the mode changed. */
  round?: number;
  /** The durable execution that holds the case; every later start sees it and leaves. */
  execution?: string;
  /** Where an answer ends the wait. Absent while nothing waits. */
  callback?: { id: string; waitsFor: string };
  answers: readonly Answer[];
  /** The accepted answer that the execution has to carry out when it wakes. */
  pending?: Answer;
  /** Ids of the notices of this case. */
  notices: readonly string[];
  /** ISO 8601, the first receipt. */
  toldAt?: string;
  /** ISO 8601, when the action is due. */
  actAt?: string;
  /** Stored before the first call that stops or deletes: from then on, what is seen stopped was stopped by us. */
  act?: { action: "stop" | "delete"; at: string };
  end?: { at: string; how: CaseEnd; detail: string };
  version: number;
}
