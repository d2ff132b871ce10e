import type { Principal } from "#shared/model/activity.ts";
import type { IssueRow } from "#shared/model/issue.ts";
import type { Evidence } from "#shared/model/owner.ts";
import type { Tags } from "#shared/model/tags.ts";

/** What `who --json` prints. Nothing in it is a secret. */
export interface Answer {
  accessKeyId: string;
  from: "ledger" | "files" | "iam" | "nothing";
  /** Of the directory; null: nobody is proven. */
  person: string | null;
  team: string | null;
  /** How the person was proven. */
  proof: Proof | null;
  role: string | null;
  connection: string | null;
  /** `broker`: the row of who issued it. `session-policy`: a claim of whoever asked for the session. */
  connectionBy: "broker" | "session-policy" | null;
  /** What the broker issued: which application got it. */
  application: Pick<IssueRow, "application" | "proof" | "proofId"> | null;
  /** From the asked key back to whoever asked first. */
  chain: readonly Link[];
  /** Of a long-lived key. */
  user: KeyUser | null;
  /** ISO 8601; null: it does not end, or nobody knows when. */
  expires: string | null;
  isOver: boolean | null;
  sourceIdentity: string | null;
  /** Tags of the session, those that it inherited included. */
  tags: Tags;
  /** The account that the key belongs to, where it was asked for. */
  account: string | null;
  contradictions: readonly string[];
  notes: readonly string[];
}

export type Proof = Evidence | { resolver: "broker"; field: string; strength: "proven" | "asserted" };

/** One session. */
export interface Link {
  accessKeyId: string;
  operation: string;
  role: string | null;
  /** The session's name, which whoever asked chose. */
  session: string | null;
  at: string;
  expires: string | null;
  connection: string | null;
  /** Where the broker issued it. */
  application: string | null;
  askedBy: Asker | null;
}

export interface Asker {
  type: Principal["type"];
  /** An ARN, or a service's or a provider's name. */
  name: string | null;
  accessKeyId: string | null;
}

/** The IAM user of a long-lived key. */
export interface KeyUser {
  name: string;
  /** ISO 8601 */
  lastUsed: string | null;
  service: string | null;
}
