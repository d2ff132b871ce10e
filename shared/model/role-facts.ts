import type { ReadPolicy } from "../policy/model.ts";
import type { Tags } from "./tags.ts";

/** What is known of an account's roles, from the live account or from saved documents. Undefined is unknown, never "none". */
export interface AccountFacts {
  account: string;
  partition: string;
  roles: readonly RoleFacts[];
  /** `roles` are all of the account's. Absent: not known to be. */
  isWhole?: boolean;
  users: readonly UserFacts[] | undefined;
  /** Policies on resources, by the resource's ARN: buckets, keys, secrets, queues, functions, repositories. */
  resourcePolicies: readonly { resource: string; policy: ReadPolicy }[] | undefined;
  /** Kinds of resources whose policies are not, or not all, among those. Absent: none. */
  unreadResources?: readonly ResourceKind[];
  /** Managed policies by ARN: which version is in force. */
  managed: ReadonlyMap<string, ReadPolicy>;
  /** ISO 8601 date of the account-id hints' newest entry; the hints themselves are in `shared/vendors/known-accounts`. */
  takenAt: string | undefined;
}

/** What has policies that may let another account in. */
export type ResourceKind = "bucket" | "key" | "secret" | "queue" | "topic" | "function";

export interface RoleFacts {
  arn: string;
  name: string;
  /** `AROA…` */
  id: string;
  /** Begins and ends with a slash. */
  path: string;
  createdAt: string | undefined;
  trust: ReadPolicy;
  /** `policy` undefined: attached, but its document was not given. */
  policies: readonly HeldPolicy[];
  /** `none`, or the policy; its document is undefined where it was not given. */
  boundary: "none" | { arn: string; policy: ReadPolicy | undefined } | undefined;
  tags: Tags | undefined;
  /** seconds */
  maxSession: number | undefined;
  /** `never`: not in the 400 days that AWS looks back. */
  lastUsed: "never" | { at: string; region: string | undefined } | undefined;
  /** Service last accessed: a denied try counts too, so only "not used" is certain. */
  services: readonly { service: string; lastAt: string | undefined }[] | undefined;
}

export interface HeldPolicy {
  name: string;
  /** Absent: inline. */
  arn?: string;
  policy: ReadPolicy | undefined;
}

export interface UserFacts {
  arn: string;
  name: string;
  path: string;
  tags: Tags | undefined;
  policies: readonly HeldPolicy[];
  boundary?: RoleFacts["boundary"];
  /** Undefined: no credential report was given. */
  keys: readonly { active: boolean; createdAt: string | undefined; lastUsedAt: string | undefined }[] | undefined;
}

/** Where a document that was read could not be used: said, and the audit goes on with the rest. */
export interface FactProblem {
  /** File or API call, and the place in it. */
  where: string;
  what: string;
}
