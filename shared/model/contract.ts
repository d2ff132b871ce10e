import type { Severity } from "./finding.ts";
import type { VendorSettings } from "./vendor-settings.ts";

/** What one vendor was registered to do, from the settings: audit, signals and the role that we make all read this. */
export interface Contract {
  vendor: string;
  /** 12 digits each. */
  accounts: readonly string[];
  /** The vendor's role: ours by its fixed name, or the registered one. */
  role: { name: string; path: string; arn: string; madeBy: "us" | "others" };
  /** A value that the vendor gave; `auto`: ours, in Secrets Manager. Never to be shown or logged. */
  externalId: { type: "auto"; secret: string } | { type: "given"; value: string };
  buckets: readonly BucketScope[];
  /** Those of the contract, or all of the settings; STS and other global calls name us-east-1, which is always meant too. */
  regions: readonly string[];
  /** Prefixes of IAM actions: `s3`. */
  services: readonly string[];
  /** seconds */
  maxSession: number;
  /** CIDR ranges. Empty: anywhere. */
  sourceIps: readonly string[];
  /** Regular expressions. `sessionNameStart` is set where `^literal` is all there is: IAM can check that. */
  sessionName: string | undefined;
  sessionNameStart: string | undefined;
  sourceIdentity: string | undefined;
  sourceIdentityStart: string | undefined;
  /** Keys of session tags that it may pass. */
  sessionTags: readonly string[];
  /** UTC. */
  hours: VendorSettings["hours"];
  /** ARN patterns: roles it may hand to a service, and roles it may take from its session. */
  passRoles: readonly string[];
  assumes: readonly string[];
  secrets: readonly string[];
  /** Ids of signals that are this vendor's work. */
  expects: readonly string[];
  /** ISO 8601: the last day. */
  expires: string | undefined;
  owner: string | undefined;
  /** The owner's. */
  team: string | undefined;
  /** seconds */
  learning: number;
  contain: {
    at: Severity;
    approval: "none" | "one" | "two";
    upTo: "sessions" | "deny" | "trust" | "detach" | "delete";
  };
}

export interface BucketScope {
  /** A name, or the beginning of names and `*`. */
  bucket: string;
  /** `""`: the whole bucket. */
  prefix: string;
  access: "read" | "write";
  /** Who makes the bucket: it is there, our stack, the vendor. */
  madeBy: "others" | "us" | "vendor";
}
