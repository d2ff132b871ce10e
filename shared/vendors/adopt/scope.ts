import type { RoleFacts } from "../../model/role-facts.ts";
import { mayGrant } from "../../policy/grants.ts";
import type { NamedPolicy } from "../../policy/model.ts";
import { guessed, listed, open, type Row, valuesOf } from "./rows.ts";
import type { BucketUse } from "./usage.ts";
import type { Live } from "./who.ts";

const heldBy = ({ policies }: RoleFacts): readonly NamedPolicy[] =>
  policies.flatMap(({ name, arn, policy }) => (policy === undefined ? [] : [{ name: arn ?? name, policy }]));

const boundaryOf = ({ boundary }: RoleFacts): NamedPolicy | undefined =>
  boundary === undefined || boundary === "none" || boundary.policy === undefined
    ? undefined
    : { name: boundary.arn, policy: boundary.policy };

/** Patterns on which the role's policies may allow an action, Denies and boundary considered. */
const granted = (role: RoleFacts, action: string): readonly string[] => [
  ...new Set(mayGrant(heldBy(role), action, "*", boundaryOf(role)).flatMap(({ resources }) => resources)),
];

interface Scope {
  bucket: string;
  prefix: string;
  access: "read" | "write";
}

/** Bucket and prefix of a pattern for objects; undefined where the bucket is not one by name. */
const scopeOf = (pattern: string, access: Scope["access"]): Scope | undefined => {
  const [, bucket, key = ""] = /^arn:[\w-]+:s3:::([^/*?]+)\/(.*)$/s.exec(pattern) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix: key.replace(/[*?].*$/s, ""), access };
};

/** By policy: write on a place is read on it too, and a wider place takes in the narrower one. */
const allowedScopes = (role: RoleFacts): { scopes: readonly Scope[]; wide: readonly string[] } => {
  const [reads, writes] = [granted(role, "s3:GetObject"), granted(role, "s3:PutObject")];
  const all = [
    ...writes.map((pattern) => scopeOf(pattern, "write")),
    ...reads.map((pattern) => scopeOf(pattern, "read")),
  ].filter((scope) => scope !== undefined);
  const wide = [...new Set([...reads, ...writes])].filter((pattern) => isWide(pattern));
  return { scopes: widest(all), wide };
};

const isWide = (pattern: string): boolean =>
  pattern === "*" || /^arn:[^:]*:s3:::[^/]*[*?]/.test(pattern) || pattern.startsWith("arn:*");

const widest = (scopes: readonly Scope[]): readonly Scope[] =>
  scopes.filter(
    (scope, index) =>
      !scopes.some(
        (other, place) =>
          place !== index &&
          other.bucket === scope.bucket &&
          scope.prefix.startsWith(other.prefix) &&
          (other.access === "write" || scope.access === "read") &&
          (place < index || other.prefix !== scope.prefix || other.access !== scope.access),
      ),
  );

export const bucketRows = ({ role, usage }: Live): readonly Row[] => {
  const { scopes, wide } = allowedScopes(role);
  const seen = usedScopes(usage.buckets);
  const beyond = wide.length > 0 ? `; its policies reach ${listed(wide, 3)}` : "";
  if (usage.hasData && seen.length > 0) {
    const unused = scopes.filter(({ bucket }) => !usage.buckets.has(bucket)).map(({ bucket }) => bucket);
    const idle =
      unused.length > 0 ? `; allowed and not seen, if the trail records it: ${listed([...new Set(unused)])}` : "";
    return [guessed("bucket", seen, `what it read and wrote${idle}${beyond}`)];
  }
  const why = `what its policies allow: without data events nobody sees what it reads and writes${beyond}`;
  if (scopes.length > 0) return [guessed("bucket", scopes, why)];
  if (wide.length === 0 && seen.length === 0) return [];
  return [open("bucket", seen.length > 0 ? seen : [{ bucket: "its-bucket", access: "read" }], why)];
};

const usedScopes = (buckets: ReadonlyMap<string, BucketUse>): readonly Scope[] =>
  [...buckets]
    .filter(([, { folder }]) => folder !== undefined)
    .map(
      ([bucket, { writes, folder = "" }]): Scope => ({ bucket, prefix: folder, access: writes > 0 ? "write" : "read" }),
    )
    .toSorted((a, b) => (a.bucket < b.bucket ? -1 : 1));

/** Without `us-east-1`, which is always meant, where other regions are used too. */
export const regionRows = ({ usage }: Live): readonly Row[] => {
  const used = valuesOf(usage.seen.region).toSorted();
  const own = used.filter((region) => region !== "us-east-1");
  if (used.length === 0) return [open("regions", ["us-east-1"], "no act of it was seen")];
  return [guessed("regions", own.length > 0 ? own : used, "where it acted; us-east-1 is always meant too")];
};

/** What it did, and what only the service's own record of last use knows. */
export const serviceRows = (live: Live, isRecent: (at: string) => boolean): readonly Row[] => {
  const { role, usage } = live;
  const used = valuesOf(usage.seen.service);
  const asked = (role.services ?? [])
    .filter(({ lastAt }) => lastAt !== undefined && isRecent(lastAt))
    .map(({ service }) => service);
  const needed = bucketRows(live).some(({ basis }) => basis !== "open") ? ["s3"] : [];
  const services = [...new Set([...used, ...needed])].toSorted();
  const further = asked.filter((service) => !services.includes(service));
  const more = further.length > 0 ? `; IAM also noted ${listed(further)}, which may be denied tries` : "";
  const allowed = allowedServices(role).filter((service) => !services.includes(service));
  const unused = allowed.length > 0 ? `; allowed and not seen: ${listed(allowed, 8)}` : "";
  if (used.length > 0) return [guessed("services", services, `what it used${more}${unused}`)];
  const fromPolicies = [...new Set([...services, ...allowed.filter((service) => service !== "*")])].toSorted();
  return fromPolicies.length > 0
    ? [guessed("services", fromPolicies, `what its policies name: no act of it was seen${more}`)]
    : [open("services", ["s3"], `no act of it was seen${more}`)];
};

const allowedServices = (role: RoleFacts): readonly string[] => [
  ...new Set(
    heldBy(role)
      .flatMap(({ policy }) => policy.document?.statements ?? [])
      .filter(({ effect }) => effect === "Allow")
      .flatMap(({ actions, notActions }) => (notActions === undefined ? (actions ?? []) : ["*"]))
      .map((action) => action.split(":")[0]?.toLowerCase() ?? ""),
  ),
];

/** Patterns that an action is allowed on, where they name something; what was seen beside them is said. */
const arnRows = (
  { role }: Live,
  row: { key: string; action: string; example: string; seen: readonly string[] },
): readonly Row[] => {
  const patterns = granted(role, row.action);
  if (patterns.length === 0) return [];
  const wide = patterns.filter((pattern) => /^\*|:(role\/|secret:)?\*$/.test(pattern));
  const seen = row.seen.filter((value) => value.startsWith("arn:"));
  const used = seen.length > 0 ? `; seen: ${listed(seen, 3)}` : "";
  if (wide.length === 0) return [guessed(row.key, patterns, `its policies allow ${row.action} on them${used}`)];
  const why = `its policies allow ${row.action} on ${listed(wide, 2)}, far beyond need${used}`;
  return seen.length > 0 ? [guessed(row.key, seen, why)] : [open(row.key, [row.example], why)];
};

export const reachRows = (live: Live): readonly Row[] => {
  const { seen } = live.usage;
  const role = "arn:aws:iam::111122223333:role/x";
  const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:x-*";
  return [
    ...arnRows(live, { key: "passRoles", action: "iam:PassRole", example: role, seen: [] }),
    ...arnRows(live, { key: "assumes", action: "sts:AssumeRole", example: role, seen: valuesOf(seen.assumed) }),
    ...arnRows(live, {
      key: "secrets",
      action: "secretsmanager:GetSecretValue",
      example: secret,
      seen: valuesOf(seen.secret),
    }),
  ];
};
