import * as z from "zod/mini";
import { account, addressRange, arnPattern, date, duration, region, roleArn, text } from "./forms.ts";
import { mode } from "./modes.ts";

/** `vendors.<name>` of the settings, after its defaults: what a third party was registered to do. */

/** It becomes part of a role's path and name, of a tag and of a secret's name. */
export const vendorName = text(/^[A-Za-z0-9][\w.-]{0,31}$/, "letters, digits and _.-, at most 32");

const bucketName = text(
  /^(?!xn--|sthree-|\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|-s3alias$|--ol-s3$))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "a bucket's name: 3 to 63 of a-z, 0-9, . and -, no wildcard",
);
/** At least three characters of its own before the first wildcard: else it would be everybody's bucket. */
const bucketPattern = text(
  /^[a-z0-9][a-z0-9.-]{2,}[a-z0-9.*-]*\*[a-z0-9.*-]*$/,
  "the beginning of bucket names, at least 3 characters, then *, such as auger-*",
);
const prefix = text(/^(?!\/)[^*?$\p{Cc}]{0,512}$/u, "the beginning of keys without * and ?, such as exports/");
const externalId = text(
  /^[\w+=,.@:/-]{2,1224}$/,
  "auto, or the vendor's value: 2 to 1224 of letters, digits and _+=,.@:/-",
);
const service = text(/^[a-z][a-z0-9-]{1,62}$/, "a service's prefix in IAM actions, such as s3");
const tagKeys = z._default(z.array(z.string().check(z.minLength(1), z.maxLength(128))), []);
const accesses = z.enum(["read", "write"]);

const bucketGrant = z.strictObject({
  bucket: bucketName,
  prefix: z._default(prefix, ""),
  access: z._default(accesses, "read"),
  create: z._default(z.boolean(), false),
});

/** Buckets that the vendor makes itself. */
const vendorBuckets = z.strictObject({
  create: z.literal("vendor"),
  pattern: bucketPattern,
  access: z._default(accesses, "write"),
});

export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const clock = text(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 06:30, UTC");

const hours = z.strictObject({
  from: clock,
  to: clock,
  days: z._default(z.array(z.enum(days)).check(z.minLength(1)), [...days]),
});

const contain = {
  at: z._default(z.enum(["info", "low", "medium", "high", "critical"]), "critical"),
  approval: z._default(z.enum(["none", "one", "two"]), "none"),
  upTo: z._default(z.enum(["sessions", "deny", "trust", "detach", "delete"]), "trust"),
};

export const vendor = z.strictObject({
  accounts: z.array(account).check(z.minLength(1)),
  /** A role that somebody else deploys. Absent: ours makes it. */
  roleArn: z.optional(roleArn("a role's ARN such as arn:aws:iam::111122223333:role/vendor-x")),
  externalId: z._default(externalId, "auto"),
  bucket: z.optional(z.union([bucketName, z.array(bucketGrant), vendorBuckets])),
  regions: z._default(z.array(region), []),
  services: z._default(z.array(service), ["s3"]),
  maxSession: z._default(duration, "PT1H"),
  sourceIps: z._default(z.array(addressRange), []),
  roleSessionName: z.optional(z.string()),
  sourceIdentity: z.optional(z.string()),
  sessionTags: tagKeys,
  hours: z.optional(hours),
  passRoles: z._default(z.array(arnPattern), []),
  assumes: z._default(z.array(arnPattern), []),
  secrets: z._default(z.array(arnPattern), []),
  /** Signals that are this vendor's work: a scanner sweeps, a deployer makes functions. */
  expects: z._default(z.array(z.string()), []),
  dataEvents: z._default(z.array(bucketName), []),
  learning: z._default(duration, "P14D"),
  expires: z.optional(date),
  owner: z.optional(z.string()),
  mode: z.optional(mode),
  contain: z.prefault(z.strictObject(contain), {}),
});

export type VendorSettings = z.infer<typeof vendor>;
