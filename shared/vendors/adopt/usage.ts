import { isRead, isS3, keyOf, placeOf } from "../../detect/signals/support/objects.ts";
import { recordedTime, secondsBetween } from "../../model/time.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt, isFields, listAt, textAt } from "../../normalise/fields.ts";

/** What is counted, each by its values. */
const kinds = [
  ...(["account", "session-name", "source-identity", "session-tag"] as const),
  ...(["service", "region", "address", "hour", "assumed", "secret"] as const),
] as const;
type Kind = (typeof kinds)[number];

/** What one role's records show. A denied call is no use of anything. */
export interface Usage {
  /** ISO 8601, of the first and the last record. */
  first: string | undefined;
  last: string | undefined;
  /** How often the role was taken, and how often with an external id. */
  taken: number;
  withExternalId: number;
  /** Acts of its sessions, and the denied ones beside them. */
  acts: number;
  denied: number;
  /** Whether any is a data event: objects in buckets are seen only then. */
  hasData: boolean;
  /** seconds, of the longest session */
  longest: number | undefined;
  seen: Readonly<Record<Kind, ReadonlyMap<string, number>>>;
  buckets: ReadonlyMap<string, BucketUse>;
}

export interface BucketUse {
  reads: number;
  writes: number;
  /** The folder that all keys and listings are in, with its slash; undefined: no key was seen. */
  folder: string | undefined;
}

/** Grows while records are read. */
export interface Tally {
  add(act: VendorAct): void;
  usage(): Usage;
}

/** Names that a hostile log may have without end: further ones are dropped. */
const most = 1_000;

/** Keeps the counts only, however many records there are. Records that are not about the role are left out. */
export const tallyOf = (role: string): Tally => {
  const seen = Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as Record<Kind, Map<string, number>>;
  const buckets = new Map<string, BucketUse>();
  const usage = {
    ...({ first: undefined, last: undefined, longest: undefined } as Pick<Usage, "first" | "last" | "longest">),
    ...{ taken: 0, withExternalId: 0, acts: 0, denied: 0, hasData: false, seen, buckets },
  };
  const count = (kind: Kind, value: string | undefined): void => {
    const counts = seen[kind];
    if (value !== undefined && (counts.has(value) || counts.size < most))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  const add = (act: VendorAct): void => {
    const isOfRole = isTaken(act, role)
      ? countTaken(act, usage, count)
      : isActOf(act, role) && countAct(act, usage, count);
    if (!isOfRole) return;
    usage.first = usage.first === undefined || act.at < usage.first ? act.at : usage.first;
    usage.last = usage.last === undefined || act.at > usage.last ? act.at : usage.last;
  };
  return { add, usage: () => ({ ...usage }) };
};

type Growing = { -readonly [Key in keyof Usage]: Usage[Key] } & { buckets: Map<string, BucketUse> };
type Count = (kind: Kind, value: string | undefined) => void;

const isDenied = ({ errorCode, errorMessage }: VendorAct): boolean =>
  errorCode !== undefined || errorMessage !== undefined;

const isTaken = (act: VendorAct, role: string): boolean =>
  act.service === "sts" && act.eventName.startsWith("AssumeRole") && act.request.roleArn === role;

const isActOf = ({ principal }: VendorAct, role: string): boolean => {
  const { session, arn = "", type } = principal;
  if (type !== "AssumedRole") return false;
  if (session?.roleArn !== undefined) return session.roleArn === role;
  const [, account, name] = /^arn:[\w-]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return account !== undefined && role.split(":")[4] === account && role.endsWith(`/${name}`);
};

const countTaken = (act: VendorAct, usage: Growing, count: Count): boolean => {
  if (isDenied(act)) return false;
  usage.taken++;
  if (act.request.externalId !== undefined) usage.withExternalId++;
  count("account", act.principal.account);
  count("session-name", textAt(act.request, "roleSessionName"));
  count("source-identity", textAt(act.request, "sourceIdentity"));
  for (const tag of listAt(act.request, "tags")) if (isFields(tag)) count("session-tag", textAt(tag, "key"));
  count("address", act.sourceIp);
  usage.longest = Math.max(usage.longest ?? 0, sessionSeconds(act)) || usage.longest;
  return true;
};

const sessionSeconds = (act: VendorAct): number => {
  const { durationSeconds } = act.request;
  if (typeof durationSeconds === "number") return durationSeconds;
  const until = recordedTime(fieldsAt(act.response, "credentials").expiration);
  return until === undefined ? 0 : Math.max(0, secondsBetween(act.at, until));
};

/** Answers to what anybody may ask about itself: no use of the service. */
const idle: readonly string[] = ["sts:GetCallerIdentity"];

const countAct = (act: VendorAct, usage: Growing, count: Count): boolean => {
  if (isDenied(act)) {
    usage.denied++;
    return true;
  }
  usage.acts++;
  usage.hasData ||= act.category === "data";
  count("address", act.sourceIp);
  count("hour", act.at.slice(11, 13));
  if (idle.includes(`${act.service}:${act.eventName}`)) return true;
  if (act.service !== "sts") count("service", act.service);
  count("region", act.region);
  if (act.service === "sts") count("assumed", textAt(act.request, "roleArn"));
  if (act.service === "secretsmanager") count("secret", textAt(act.request, "secretId"));
  if (isS3(act)) countBucket(act, usage.buckets);
  return true;
};

const countBucket = (act: VendorAct, buckets: Map<string, BucketUse>): void => {
  const { bucket, place } = placeOf(act) ?? {};
  if (bucket === undefined || (!buckets.has(bucket) && buckets.size >= most)) return;
  const before = buckets.get(bucket) ?? { reads: 0, writes: 0, folder: undefined };
  const isReading = isRead(act);
  buckets.set(bucket, {
    reads: before.reads + Number(isReading),
    // A change of the bucket itself is no writing of objects.
    writes: before.writes + Number(!isReading && keyOf(act) !== undefined),
    folder: place === undefined ? before.folder : sharedFolder(before.folder, folderOf(place)),
  });
};

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf("/") + 1);

const sharedFolder = (one: string | undefined, other: string): string => {
  if (one === undefined) return other;
  let folder = one;
  while (folder !== "" && !other.startsWith(folder)) folder = folderOf(folder.slice(0, -1));
  return folder;
};
