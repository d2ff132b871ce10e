import type { CleanAudit } from "../model/clean-audit.ts";
import type { SnapshotPointer } from "../model/incident.ts";
import type { Notice } from "../model/notice.ts";
import type { Hold } from "../model/pause.ts";
import type { RoleEdge, UserEdge } from "../model/role-image.ts";
import type { Settings } from "../model/settings.ts";
import type { IncidentStore } from "../record/incidents.ts";
import type { Link } from "../vendors/watch/links.ts";
import type { RoleState } from "../vendors/watch/state.ts";
import type { EvidenceCall } from "./document/calls.ts";

/** What starts the execution of an incident: its name and its payload are made of nothing else, so that a second start is the same one. */
export interface IncidentStart {
  role: string;
  incident: string;
  /** A further run of the same incident: for an answer or a disturbance after the last one has ended. */
  again?: number;
  /** Lambda's version for which an earlier execution left it. */
  version?: string;
  /** Nothing but the incident document is written, anew: its name for the state that it is written for. */
  document?: string;
}

export interface Evidence {
  /** Stores one version of a text; what is there is never replaced. */
  put(key: string, text: string): Promise<SnapshotPointer>;
  /** That version's text; throws where hash or MAC do not match (`EvidenceForged`). */
  get(pointer: SnapshotPointer): Promise<string>;
}

/** The account that all is in, and the ARNs of the policies that the stack has made for containment. */
export interface Place {
  partition: string;
  account: string;
  managedDeny: string;
  denyBoundary: string;
}

export type IncidentMetric =
  | "Contained"
  | "ContainmentFailed"
  | "ContainmentDisturbed"
  | "ContainmentBurst"
  | "ContainmentLimit"
  | "RestoreFailed";

/** Everything that a containment or a restore does to the world. The functions and the tests each pass their own. */
export interface IncidentWorld {
  settings: Settings;
  place: Place;
  /** ISO 8601, our own clock: for waits, leases and rows, never for what cuts a session off. */
  now(): string;
  incidents: IncidentStore;
  roles: RoleEdge;
  users: UserEdge;
  /** What the role's sessions took and made, the newest first. All of it: what they made acts for them, however long ago that was. */
  links(role: string): Promise<readonly Link[]>;
  evidence: Evidence;
  /** What the role held when an audit last found nothing grave; undefined: none ever was so. */
  cleanAudit(role: string): Promise<CleanAudit | undefined>;
  /** Sets or ends what the signals know of the containment: from then on an act that succeeds is a signal. */
  markContained(role: string, contained: RoleState["contained"]): Promise<void>;
  /** What CloudTrail has of these sessions and of the role since then; never throws for what cannot be read, and says so. */
  calls(asked: { role: string; keys: readonly string[]; since: string }): Promise<{
    calls: readonly EvidenceCall[];
    unseen: readonly string[];
  }>;
  /** Policies elsewhere that name the role by ARN or id, as far as they can be read. */
  namedIn(role: {
    arn: string;
    id: string;
  }): Promise<{ found: readonly { where: string; as: string }[]; unread: readonly string[] }>;
  notify(notice: Notice): Promise<void>;
  /**
   * Counts this role as contained now: how many others were within `limits.burst.within`, and whether the hour's limit is
   * reached. Asking again for the same id counts nothing more.
   */
  tally(id: string, now: string): Promise<{ burst: number; hour: number }>;
  /** Whether a pause holds back what signals ask for. */
  held(): Promise<Hold | undefined>;
  count(metric: IncidentMetric): void;
  /** The version that the alias names by now, where that is another than ours. */
  successor(): Promise<string | undefined>;
  start(kind: "contain" | "restore", name: string, payload: IncidentStart): Promise<void>;
  /** Ends the wait of a run by its callback's id. One that waits no more is no error. */
  wake(callbackId: string): Promise<void>;
}
