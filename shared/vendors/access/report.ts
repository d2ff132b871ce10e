import type { TakenSession } from "../../model/vendor-link.ts";

/** What a vendor touched, as far as records tell. Names and ARNs are hostile text; no field ever holds a secret. */
export interface AccessReport {
  vendor: string | null;
  /** The role's ARN, or of the principal that was asked about. */
  role: string;
  registered: boolean;
  /** Of the first and last act; null: none. */
  from: string | null;
  to: string | null;
  acts: number;
  denied: number;
  /** Who took the role, or tried. */
  takenBy: readonly Taker[];
  /** Sessions, and the keys and users that they made, each with what came from it. */
  sessions: readonly SessionNode[];
  addresses: readonly Counted[];
  agents: readonly Counted[];
  regions: readonly Counted[];
  services: readonly ServiceUse[];
  buckets: readonly BucketUse[];
  secrets: readonly Counted[];
  /** What acts that write were about, other than objects. */
  changed: readonly Counted[];
  /** Principals, keys and code that stay when the role is revoked. */
  created: readonly Created[];
  /** Others' changes of the role itself. */
  editedBy: readonly Counted[];
  /** What Sagewarden heard of the role when it happened; null: there is no ledger, or it has nothing of the role. */
  ledger: LedgerPart | null;
  /** What the role's policies allow; null: they were not given. */
  reach: Reach | null;
  /** What could not be seen, each a sentence. */
  unseen: readonly string[];
}

export interface LedgerPart {
  /** Of the first and last act that was heard. */
  first: string | null;
  last: string | null;
  /** 0 to 100, at the last act. */
  score: number;
  /** By dimension: address, agent, service, action, region, hour, caller, target-role, bucket. */
  habits: Readonly<Record<string, readonly Counted[]>>;
  /** Newest first, as the next two lists are. */
  taken: readonly Omit<TakenSession, "role">[];
  /** Sessions that were taken from the role's, and what they made: `key:AKIA…`, `worker:…` or an ARN. */
  ties: readonly { id: string; how: "chained" | "minted"; at: string; eventID: string }[];
  signals: readonly { at: string; signal: string; severity: string; score: number; detail: string; eventID: string }[];
  /** There is more of one of the lists than was read. */
  more: boolean;
}

export interface Counted {
  name: string;
  count: number;
  /** ISO 8601 */
  first: string;
  last: string;
}

export interface Taker extends Counted {
  /** Of the caller. */
  account: string | null;
  addresses: readonly string[];
}

export interface SessionNode {
  /** Access key id; an identifier. */
  key: string;
  /** The role's or user's ARN, where it is known. */
  principal: string | null;
  name: string | null;
  how: "session" | "chained" | "minted";
  issuedAt: string | null;
  acts: number;
  denied: number;
  last: string;
  addresses: readonly string[];
  services: readonly string[];
  children: readonly SessionNode[];
}

export interface ServiceUse extends Counted {
  /** Whether the contract names it; null: there is none. */
  declared: boolean | null;
  denied: number;
  operations: readonly Counted[];
}

export interface BucketUse extends Counted {
  inContract: boolean | null;
  read: number;
  written: number;
  deleted: number;
  denied: number;
  bytesOut: number;
  bytesIn: number;
  /** Distinct objects named, and whether there were more than are counted. */
  objects: number;
  moreObjects: boolean;
  samples: readonly string[];
}

export interface Created {
  type: string;
  id: string;
  at: string;
  eventID: string;
  by: string | null;
}

export interface Reach {
  /** `service:*` patterns of the actions that the policies may allow, with the resources. */
  grants: readonly {
    action: string;
    resources: readonly string[];
    policy: string;
    sid: string | null;
    conditions: boolean;
  }[];
  /** Policies whose document was not given. */
  unknown: readonly string[];
}
