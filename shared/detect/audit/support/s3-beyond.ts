import type { Contract } from "../../../model/contract.ts";
import type { Grant } from "../../../policy/grants.ts";
import type { SeenRole } from "../rule.ts";
import { grantsOf, isLimitedByCondition, limitedTo, stillGrants, witnessOf } from "./grants.ts";
import { isAccessPoint, isInBucket, isInPrefix, isOfBuckets, isOfObjects, type S3Work, s3Actions } from "./s3.ts";

/** An action on a resource that a statement gives, and how far the contract goes there. */
export interface S3Grant extends Grant {
  action: string;
  work: S3Work;
  resource: string;
  /** `bucket`: in none of the contract's buckets · `prefix`: in one, beyond its prefix · `within`. */
  reach: "bucket" | "prefix" | "within";
  /** Whether a bucket it is in may be written to. */
  writable: boolean;
}

const known = new WeakMap<object, readonly S3Grant[]>();

/** What a role may do with buckets and objects, judged against its contract once for all rules. */
export const s3Grants = (seen: SeenRole, contract: Contract): readonly S3Grant[] => {
  const before = known.get(seen);
  if (before) return before;
  const all = (["read", "write", "list"] as const).flatMap((work) =>
    s3Actions(work).flatMap((action) =>
      grantsOf(seen, action).flatMap((grant) => judged(seen, contract, work, action, grant)),
    ),
  );
  known.set(seen, all);
  return all;
};

const judged = (seen: SeenRole, contract: Contract, work: S3Work, action: string, grant: Grant): readonly S3Grant[] => {
  const onObjects = work !== "list";
  return grant.resources
    .filter((resource) => (onObjects ? isOfObjects(resource) : isOfBuckets(resource)) && !isAccessPoint(resource))
    .filter((resource) => resource !== "*" || !isLimitedByCondition(grant.statement))
    .flatMap((resource) => {
      const reach = reachOf(resource, contract, grant, work);
      if (reach !== "within" && !reallyReaches(seen, grant, action, resource, onObjects)) return [];
      const writable = contract.buckets.some((scope) => scope.access === "write" && isInBucket(resource, scope));
      return [{ ...grant, action, work, resource, reach, writable }];
    });
};

const reachOf = (resource: string, { buckets }: Contract, { statement }: Grant, work: S3Work): S3Grant["reach"] => {
  const scopes = buckets.filter((scope) => isInBucket(resource, scope));
  if (scopes.length === 0) return "bucket";
  const limits = work === "list" ? limitedTo(statement, /^s3:prefix$/i) : undefined;
  const isIn = scopes.some((scope) =>
    work === "list"
      ? scope.prefix === "" || limits?.every((limit) => limit === "" || limit.startsWith(scope.prefix)) === true
      : isInPrefix(resource, scope),
  );
  return isIn ? "within" : "prefix";
};

/** A Deny for all but the contract's resources takes the rest away again. */
const reallyReaches = (seen: SeenRole, grant: Grant, action: string, resource: string, onObjects: boolean): boolean => {
  const bucket = witnessOf(resource, "arn:aws:s3:::*");
  return stillGrants(seen, grant, action, onObjects && !bucket.includes("/") ? `${bucket}/sagewarden-witness` : bucket);
};
