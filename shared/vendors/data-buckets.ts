import type { Settings } from "../model/settings.ts";
import type { VendorSettings } from "../model/vendor-settings.ts";

/** Buckets whose objects' reads and writes have to be recorded: one by its name, or all whose names begin so. */
export interface DataBucket {
  start: string;
  isWhole: boolean;
}

/** Those of the contracts, and what `dataEvents` names besides; each once. */
export const dataBuckets = ({ vendors }: Pick<Settings, "vendors">): readonly DataBucket[] => {
  const all = Object.values(vendors).flatMap((vendor) => [
    ...bucketsOf(vendor),
    ...vendor.dataEvents.map((start): DataBucket => ({ start, isWhole: true })),
  ]);
  return [...new Map(all.map((bucket) => [`${bucket.start} ${bucket.isWhole}`, bucket])).values()];
};

const bucketsOf = ({ bucket }: VendorSettings): readonly DataBucket[] => {
  if (bucket === undefined) return [];
  if (typeof bucket === "string") return [{ start: bucket, isWhole: true }];
  if ("pattern" in bucket) return [{ start: bucket.pattern.slice(0, bucket.pattern.indexOf("*")), isWhole: false }];
  return bucket.map((scope) => ({ start: scope.bucket, isWhole: true }));
};
