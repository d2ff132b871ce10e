import type { SeenAct, Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";
import { isNewIn, reaches } from "./support/crossing.ts";
import { bucketAsked } from "./support/discovery.ts";

const many = 5;

export const bucketSweep: Signal = {
  id: "bucket-sweep",
  severity: "medium",
  why: "A vendor knows its bucket. Who asks many buckets for their policy, their list or their versioning looks for one to empty.",
  blind: "Objects and their listings need S3 data events. Buckets that the contract names are not counted.",
  falsePositives: "Scanners: a contract with s3 and no bucket, or expect the signal.",
  attack: ["T1619", "T1526"],
  needs: "management",
  detect(seen) {
    const bucket = isVendors(seen) ? bucketAsked(seen.act, seen.watched) : undefined;
    if (bucket === undefined) return undefined;
    if (isSweep(seen)) return [`it asked about ${many} buckets within an hour that are not the contract's`];
    return bucket === "*" && isNewIn(seen, "buckets-asked") ? ["it listed all buckets of the account"] : [];
  },
  severityOf: (seen) => (isSweep(seen) ? "medium" : "low"),
};

const isSweep = (seen: SeenAct): boolean => reaches(seen, "buckets-asked", many);
