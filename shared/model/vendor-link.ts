/** What is to be heard of beside what the rules of the stacks name. */
export interface WatchList {
  /** ARNs: roles that outsiders may take and nobody registered, chained roles, roles that vendors made. */
  roles: readonly string[];
  /** ARNs of IAM users. */
  users: readonly string[];
  /** Access key ids. */
  keys: readonly string[];
}

/** Why a principal has to be heard of although no rule of the stacks names it. */
export interface Wanted {
  in: keyof WatchList;
  why: "outsiders" | "chained" | "minted";
  /** ISO 8601: since when, and until when (absent: as long as it is so). */
  at: string;
  until?: string;
}

/** By ARN or access key id. A map: rows lose the middle of their long lists. */
export type WantedMap = Readonly<Record<string, Wanted>>;

/** A session of a watched role that somebody took. */
export interface TakenSession {
  role: string;
  accessKeyId: string;
  at: string;
  /** ISO 8601, where the record says so. */
  until: string | undefined;
  /** Account and ARN or unique id of the caller, as far as the record names them. */
  account: string | undefined;
  caller: string | undefined;
  name: string | undefined;
  sourceIp: string | undefined;
  userAgent: string | undefined;
  eventId: string;
}
