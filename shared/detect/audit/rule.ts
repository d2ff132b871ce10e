import type { Contract } from "../../model/contract.ts";
import type { Severity } from "../../model/finding.ts";
import type { AccountFacts, RoleFacts } from "../../model/role-facts.ts";
import type { Settings } from "../../model/settings.ts";

/** What may be missing from the documents. */
export const sources = {
  "session length": "get-role, or the live account",
  "resource policies": "policies of buckets, keys and other resources",
  "bucket policies": "get-bucket-policy of every bucket",
  "key policies": "get-key-policy of every key",
  "secret policies": "get-resource-policy of every secret",
  "queue policies": "get-queue-attributes of every queue",
  "topic policies": "get-topic-attributes of every topic",
  "function policies": "get-policy of every function",
  "sound policies": "a document without the faults that policy-not-understood names",
  "sound trust policy": "a document without the faults that policy-not-understood names",
  "access keys": "the credential report",
  "last use": "get-role, or the live account",
  "services used": "service last accessed details",
  "attached policies": "the documents of attached policies",
  boundary: "get-role, or the account's authorization details",
  tags: "get-role, or the account's authorization details",
  "all roles": "the account's authorization details or list-roles, whole",
  "organization id": "organization.id in the settings",
} as const;
export type Source = keyof typeof sources;

/** What a live audit never asks for: nothing that it recorded rests on these. */
export const onlySaved: ReadonlySet<Source> = new Set([
  "key policies",
  "secret policies",
  "queue policies",
  "topic policies",
  "function policies",
]);

/** One principal outside the account and its organisation that a trust policy may admit. */
export interface TrustedOutsider {
  /** Index of the allowing statement. */
  statement: number;
  /**
   * `account`: an account's root or any principal in it · `principal`: one of its roles or users · `anybody`: `*`, or everybody
   * but some · `deleted`: an `AROA…` or `AIDA…` that stayed behind · `federated`: an identity provider · `service`: a service
   * that acts for others' accounts · `organization`: members of one that the settings do not name, so that it may be ours.
   */
  type: "account" | "principal" | "anybody" | "deleted" | "federated" | "service" | "organization";
  /** As it is written. */
  principal: string;
  account: string | undefined;
  /** What public lists call the account. Anybody may name one so: a hint. */
  hint: string | undefined;
}

/** What a rule over a vendor role looks at. */
export interface SeenRole {
  role: RoleFacts;
  account: AccountFacts;
  outsiders: readonly TrustedOutsider[];
  /** Of the vendor that this role is, or undefined: nobody registered it. */
  contract: Contract | undefined;
  contracts: readonly Contract[];
  /** The other roles that outsiders may take. */
  others: readonly { role: RoleFacts; outsiders: readonly TrustedOutsider[]; contract: Contract | undefined }[];
  settings: Settings;
  /** ISO 8601 */
  now: string;
}

export interface Where {
  /** `trust`, an inline policy's name, a managed policy's ARN, `boundary`, `role`, or the ARN of a resource with a policy. */
  policy: string;
  /** Index from 0; null: the whole policy, or no policy at all. */
  statement: number | null;
  sid?: string;
  line?: number;
}

/** One thing that is wrong. */
export interface Found {
  /** One sentence. Never an external id, a secret or a value of an unknown kind. */
  detail: string;
  where: Where;
  severity?: Severity;
  /** Where it differs from the rule's. */
  remediation?: string;
  /** The statement or document as it should be, JSON. */
  fixed?: string;
}

/**
 * `clean`: looked at, right · `not-applicable`: the rule does not concern this role · `unknown`: what it needs was not there ·
 * `found`: findings, and what could not be looked at beside them.
 */
export type Verdict =
  | { type: "clean" }
  | { type: "not-applicable" }
  | { type: "unknown"; missing: readonly Source[] }
  | { type: "found"; found: readonly Found[]; missing?: readonly Source[] };

/** One rule over vendor roles: one file, one test, one generated page. */
export interface AuditRule {
  id: string;
  severity: Severity;
  why: string;
  blind: string;
  remediation: string;
  /** Addresses of what it rests on. */
  sources: readonly string[];
  /** Also over roles that only an identity provider or a service of our own may take: nobody's vendor has them. */
  everyRole?: true;
  /** What it says follows from the trust policy: where that is not sound, "nothing found" is unknown. */
  ofTrust?: true;
  audit(seen: SeenRole): Verdict;
}

/** What a rule over a contract looks at: its role may not be there. */
export interface SeenContract {
  contract: Contract;
  account: AccountFacts;
  /** Of this contract. */
  roles: readonly RoleFacts[];
  settings: Settings;
  /** ISO 8601 */
  now: string;
}

export type ContractRule = Omit<AuditRule, "audit" | "everyRole" | "ofTrust"> & { audit(seen: SeenContract): Verdict };

export interface AuditFinding extends Required<Pick<Found, "detail" | "where" | "severity" | "remediation">> {
  role: string;
  rule: string;
  vendor?: string;
  fixed?: string;
}
