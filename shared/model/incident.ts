import type { Contract } from "./contract.ts";
import type { Severity } from "./finding.ts";
import type { RoleImage } from "./role-image.ts";

/** The ladder, in its order. Deny before trust (what is lost now), trust before detach, deletion last. */
export const rungIds = [
  "snapshot",
  "sessions",
  "deny",
  "trust",
  "restamp",
  "chained",
  "minted",
  "boundary",
  "detach",
  "delete",
] as const;
export type RungId = (typeof rungIds)[number];

export type UpTo = Contract["contain"]["upTo"];

/** What became of one rung. `refused`: it may not be done, and why · `waiting`: for an approver. The command line prints these. */
export interface RungLine {
  rung: RungId;
  status: "done" | "skipped" | "refused" | "waiting" | "failed";
  /** `detail` is a sentence; the rest as the rung has it: IAM's time `at`, policy names, ids. Never a policy's secret, never a key's. */
  evidence: Readonly<Record<string, string>> & { detail: string };
}

/** Why somebody or something asked for it. The first opens the incident, later ones join it. */
export interface Cause {
  type: "signal" | "operator" | "runbook" | "slack" | "exercise";
  /** Who: the role's signal, an ARN, a person of the directory. */
  by: string;
  reason: string;
  /** ISO 8601 */
  at: string;
  /** `signal eventId`, the evidence that began it. */
  findings: readonly string[];
  severity?: Severity;
}

/**
 * `opened`: nobody has begun · `held`: a brake or the contract wants a person's word first, and nothing is done ·
 * `containing`: the ladder is climbed · `contained`: proven, and watched · `failed`: it could not be proven; somebody is told, and
 * what was done stays done · `restoring` · `restored`: the role is as it was, but for the deny of old sessions · and the ends:
 * `refused`: not ours to touch · `observed`: the mode forbids acting, and what would be done was told · `closed`: restored, and
 * nothing of ours is left on the role, or a person closed what was held.
 */
export const incidentPhases = [
  "opened",
  "held",
  "containing",
  "contained",
  "failed",
  "restoring",
  "restored",
  "refused",
  "observed",
  "closed",
] as const;
export type IncidentPhase = (typeof incidentPhases)[number];

/** In these nothing of the incident is under way: a new cause opens the next one. */
export const endedPhases: readonly IncidentPhase[] = ["refused", "observed", "closed"];

/** What a person may say to it; the buttons' ids in Slack. `go-on`: begin what is held, or climb the next rung. */
export const incidentChoices = ["go-on", "stop-here", "restore"] as const;
export type IncidentChoice = (typeof incidentChoices)[number];

export interface IncidentAnswer {
  /** ISO 8601 */
  at: string;
  /** A person of the directory, or the ARN of an operator. */
  by: string;
  choice: IncidentChoice;
  /** Of `go-on`: what it approves: `begin`, or the rung. */
  of?: "begin" | RungId;
  /** Of `restore`, and only where they asked for it. */
  all?: true;
  acceptDrift?: true;
  verdict: "accepted" | "waiting" | "refused";
  why: string;
}

/** Where a snapshot lies, and what proves that it is the one that was taken. */
export interface SnapshotPointer {
  bucket: string;
  key: string;
  version: string;
  /** Hex. */
  sha256: string;
  /** Of the text, by the HMAC key of KMS; base64. */
  mac: string;
}

export interface Snapshot {
  format: 1;
  incident: string;
  /** IAM's time. */
  takenAt: string;
  /** Who asked, why, by which findings. */
  causes: readonly Cause[];
  image: RoleImage;
  /** The managed policies and the boundary, as they were in force. */
  managed: readonly { arn: string; version: string; document: string }[];
  /** Trust policies and resource policies that name the role, as far as they could be read; `unread`: what could not. */
  namedIn: readonly { where: string; as: string }[];
  unread: readonly string[];
}

/** What was denied beyond the role itself, so that a restore can take it back: each entry is undone by itself. */
export interface Reach {
  type:
    | "chained-role"
    | "minted-key"
    | "minted-user"
    | "minted-role"
    | "minted-worker"
    | "federated-session"
    | "identity-provider"
    | "password";
  /** ARN of the role, user, function or provider, an access key's id, or the name of the password's user. */
  id: string;
  /** Of a key: its user's name; of a worker: ARN of the role that it runs as. */
  of?: string;
  /** Of a chained role or worker: `AROA…:session`, the sessions that are denied. */
  sessions?: readonly string[];
  /** Of a key or user: the keys that were active when we read them, before we made them inactive. Others are not ours to give back. */
  inactivated?: readonly string[];
  status: "denied" | "listed" | "refused" | "waiting";
  /** What an approver may say to it (go on with chained): there is no room to deny sessions by themselves. */
  asks?: "whole-role";
  /** How the whole principal is denied, where its inline quota has no room, and what made room for it: a policy of a made user, the boundary from before. */
  by?: { type: "inline" } | { type: "managed"; instead?: string } | { type: "boundary"; before?: string };
  why: string;
  /** IAM's time. */
  at: string;
}

/** Who may write. A run that was paused wakes without it, and its next write is refused. */
export interface Holder {
  /** ARN of the durable execution. */
  execution: string;
  kind: "contain" | "restore";
  /** Grows with each holder. */
  fence: number;
  /** ISO 8601: no effect of this holder can come later, as its invocation is over by then. */
  until: string;
}

/** One containment of one role, from its cause to the end. One row of the ledger: the current one of its role. */
export interface Incident {
  /** `incidentIdOf(role, number)`: the execution's name is made of it. */
  id: string;
  role: string;
  /** Of this role the first, the second … */
  number: number;
  vendor: string | undefined;
  openedAt: string;
  causes: readonly Cause[];
  upTo: UpTo;
  phase: IncidentPhase;
  /** Why it is in this phase, a sentence. */
  why: string;
  /** Of a drill on a decoy: no alarm, no notice to the vendor's owner. */
  exercise?: true;
  /** A brake: not beyond this rung without a person. */
  brake?: { at: RungId; why: string };
  rungs: readonly RungLine[];
  answers: readonly IncidentAnswer[];
  snapshot?: SnapshotPointer;
  /** `AROA…`, as the snapshot has it. */
  roleId?: string;
  /** The role that has the name by now: the incident's own was deleted, and its sessions with it. */
  replacedBy?: { id: string; createdAt: string };
  /** IAM's time: sessions from before are dead, and since when nothing of the role could act. */
  cutAt?: string;
  /** While only older sessions are denied: the newest one that a signal told of, since when it is there, and what it did. */
  abused?: { at: string; why: string };
  containedAt?: string;
  restoredAt?: string;
  endedAt?: string;
  reached: readonly Reach[];
  /** Times that it was undone by somebody, or did not hold, and was applied again; the newest. */
  disturbed: readonly { at: string; what: string }[];
  /** What a restore held back, by policy name or ARN, or `trust:<sid or number>`. */
  heldBack?: readonly { what: string; why: string }[];
  /** What became of each rung when it was taken back, in the restore's order; the first of them is the check of the snapshot. */
  restoreRungs?: readonly RungLine[];
  /** What the restore was asked to do. */
  restore?: { by: string; at: string; all: boolean; acceptDrift: boolean };
  /** The restore that has begun, by when it was asked for, and whether the role was back already. */
  begun?: { at: string; isBack: boolean };
  holder?: Holder;
  /** The last holder's, so that it grows also while nobody holds the row. */
  fence?: number;
  /** Where an answer or a disturbance ends the wait of the run. */
  callback?: { id: string; waitsFor: string };
  /** Ids of notices. */
  notices: readonly string[];
  /** Key of the incident document in the evidence bucket. */
  document?: string;
  version: number;
}
