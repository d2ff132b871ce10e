import type { BucketScope, Contract } from "../model/contract.ts";
import { inDirectory, regionsOf, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import type { VendorSettings } from "../model/vendor-settings.ts";
import { externalIdSecret, vendorRole } from "../names.ts";

/** Where the roles are. */
export interface ContractPlace {
  partition: string;
  account: string;
}

/** What the vendors were registered to do, in the order of the settings. */
export const contractsOf = (settings: Settings, place: ContractPlace): readonly Contract[] =>
  Object.entries(settings.vendors).map(([name, vendor]) => contractOf(name, vendor, settings, place));

const contractOf = (name: string, vendor: VendorSettings, settings: Settings, place: ContractPlace): Contract => {
  const { accounts, services, sourceIps, sessionTags, hours, passRoles, assumes, secrets, expects, expires, owner } =
    vendor;
  return {
    vendor: name,
    role: roleOf(name, vendor.roleArn, place),
    externalId:
      vendor.externalId === "auto"
        ? { type: "auto", secret: externalIdSecret(name) }
        : { type: "given", value: vendor.externalId },
    buckets: bucketsOf(vendor.bucket),
    regions: vendor.regions.length > 0 ? vendor.regions : regionsOf(settings),
    maxSession: secondsOf(vendor.maxSession),
    sessionName: vendor.roleSessionName,
    sessionNameStart: literalStart(vendor.roleSessionName),
    sourceIdentity: vendor.sourceIdentity,
    sourceIdentityStart: literalStart(vendor.sourceIdentity),
    team: owner === undefined ? undefined : inDirectory(settings.people, owner)?.team,
    learning: secondsOf(vendor.learning),
    contain: vendor.contain,
    ...{ accounts, services, sourceIps, sessionTags, hours, passRoles, assumes, secrets, expects, expires, owner },
  };
};

const roleOf = (vendor: string, registered: string | undefined, { partition, account }: ContractPlace) => {
  const ours = vendorRole(vendor);
  const arn = registered ?? `arn:${partition}:iam::${account}:role${ours.path}${ours.name}`;
  const [, ...parts] = arn.slice(arn.indexOf(":role/") + ":role".length).split("/");
  const name = parts.pop() ?? "";
  const path = parts.length > 0 ? `/${parts.join("/")}/` : "/";
  return { name, path, arn, madeBy: registered === undefined ? ("us" as const) : ("others" as const) };
};

/** A bucket by its name alone is the vendor's own: it writes there. */
const bucketsOf = (bucket: VendorSettings["bucket"]): readonly BucketScope[] => {
  if (bucket === undefined) return [];
  if (typeof bucket === "string") return [{ bucket, prefix: "", access: "write", madeBy: "others" }];
  if ("pattern" in bucket) return [{ bucket: bucket.pattern, prefix: "", access: bucket.access, madeBy: "vendor" }];
  return bucket.map(({ create, ...scope }) => ({ ...scope, madeBy: create ? "us" : "others" }));
};

/** `^literal` with nothing else behind it: a beginning that an IAM condition can check. */
export const literalStart = (pattern: string | undefined): string | undefined =>
  pattern === undefined ? undefined : /^\^([\w+=,@-]+)$/.exec(pattern)?.[1];
