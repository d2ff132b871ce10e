import type { BucketScope, Contract } from "../../../model/contract.ts";
import { matchesGlob } from "../../../model/glob.ts";
import type { VendorAct } from "../../../model/vendor-act.ts";
import { textAt } from "../../../normalise/fields.ts";
import type { SeenAct } from "../signal.ts";
import { operationOf } from "./acts.ts";

export const isS3 = ({ service }: VendorAct): boolean => service === "s3" || service === "s3express";

/** An access point's ARN stands in the bucket's place: the record's resources then name the bucket. */
export const bucketOf = (act: VendorAct): string | undefined => {
  const name = textAt(act.request, "bucketName");
  if (name !== undefined && !name.startsWith("arn:")) return name;
  const resource = act.resources.find(({ type, arn }) => type === "AWS::S3::Bucket" && arn !== undefined)?.arn;
  return resource?.slice(resource.lastIndexOf(":") + 1) ?? name;
};

export const keyOf = ({ request }: VendorAct): string | undefined => textAt(request, "key");

/** Operations that only read, by S3's naming; the record's own flag is missing in older ones. */
export const isRead = (act: VendorAct): boolean => /^(Get|Head|List|Select)/.test(operationOf(act));

const inBucket = ({ bucket, madeBy }: BucketScope, name: string): boolean =>
  madeBy === "vendor" ? matchesGlob(name, bucket) : name === bucket;

/** The part of the contract that a place in a bucket falls under; `place` undefined: the bucket itself. */
export const scopeOf = (
  contract: Contract | undefined,
  { bucket, place }: { bucket: string; place: string | undefined },
  access: "read" | "write",
): BucketScope | undefined =>
  contract?.buckets.find(
    (scope) =>
      inBucket(scope, bucket) &&
      (access === "read" || scope.access === "write") &&
      (place === undefined || place.startsWith(scope.prefix)),
  );

/** The bucket and key that an act names. A listing has the prefix as its place, else it would show others' names. */
export const placeOf = (act: VendorAct): { bucket: string; place: string | undefined } | undefined => {
  const bucket = bucketOf(act);
  const listed = operationOf(act).startsWith("ListObject") ? (textAt(act.request, "prefix") ?? "") : undefined;
  return bucket === undefined ? undefined : { bucket, place: keyOf(act) ?? listed };
};

/** The part of the contract that an act falls under. */
export const scopeFor = (
  { act, watched }: Pick<SeenAct, "act" | "watched">,
  access: "read" | "write",
): BucketScope | undefined => {
  const place = placeOf(act);
  return place === undefined ? undefined : scopeOf(watched.contract, place, access);
};

/** A contract with s3 and no bucket says nothing of buckets. */
export const namesNoBucket = (contract: Contract | undefined): boolean =>
  contract?.buckets.length === 0 && contract.services.includes("s3");

/** One that names s3 among other services leaves buckets open: a deployment tool's, an administrator's. s3 alone is what every contract has. */
export const leavesBucketsOpen = (contract: Contract | undefined): boolean =>
  namesNoBucket(contract) && (contract?.services.length ?? 0) > 1;

/** Whether the contract gives what an act does to a bucket or an object, or leaves buckets open. */
export const isGiven = (seen: Pick<SeenAct, "act" | "watched">, access: "read" | "write"): boolean =>
  leavesBucketsOpen(seen.watched.contract) || scopeFor(seen, access) !== undefined;
