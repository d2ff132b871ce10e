import { isVendors, operationOf } from "../../detect/signals/support/acts.ts";
import { bucketAsked, denied, discovered } from "../../detect/signals/support/discovery.ts";
import { isGiven, isS3 } from "../../detect/signals/support/objects.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { keyOf } from "./bounds.ts";
import type { Measure } from "./measures.ts";

const [hour, day] = [3_600, 86_400];

/** What is counted of the role's acts, for sweeps, bursts and spikes. */
export const actMeasures: readonly Measure[] = [
  { id: "discovery", seconds: hour, of: (act, watched) => distinct(watched, discovered(act, watched)) },
  { id: "buckets-asked", seconds: hour, of: (act, watched) => distinct(watched, bucketAsked(act, watched)) },
  { id: "denials", seconds: day, of: (act, watched) => distinct(watched, denied(act)) },
  { id: "malformed-principals", seconds: hour, of: (act, watched) => counted(watched, isMalformed(act) ? 1 : 0) },
  {
    id: "deletions",
    seconds: hour,
    of: (act, watched) => counted(watched, isOwn(act, watched) ? 0 : deletions(act) * weightOf(act, watched)),
  },
  {
    id: "own-deletions",
    seconds: day,
    of: (act, watched) => counted(watched, isOwn(act, watched) ? deletions(act) : 0),
  },
  { id: "bytes-out", seconds: day, of: (act, watched) => counted(watched, bytesOut(act)) },
  { id: "objects-read", seconds: day, of: (act, watched) => counted(watched, isObjectRead(act) ? 1 : 0) },
];

const distinct = (watched: Watched, value: string | undefined) =>
  value === undefined || !isVendors({ watched }) ? undefined : { values: [keyOf(value)] };

const counted = (watched: Watched, count: number) => (count === 0 || !isVendors({ watched }) ? undefined : { count });

const trusting = /^(UpdateAssumeRolePolicy|CreateRole|PutBucketPolicy|PutKeyPolicy|AddPermission|PutResourcePolicy)$/;

/** A policy refused because a principal that it names is not there: so names of roles and users are guessed. */
const isMalformed = (act: VendorAct): boolean =>
  /^MalformedPolicy/.test(act.errorCode ?? "") && trusting.test(operationOf(act));

const deletions = (act: VendorAct): number => {
  if (!isS3(act) || act.errorCode !== undefined) return 0;
  const operation = operationOf(act);
  // The record does not tell how many: up to 1,000.
  return operation === "DeleteObject" || operation === "DeleteObjectVersion"
    ? 1
    : operation === "DeleteObjects"
      ? 100
      : 0;
};

/** Tenths: without a contract to delete is work, and a version that is deleted by its id is gone for good. */
const weightOf = ({ request }: VendorAct, { contract }: Watched): number =>
  contract === undefined && !("versionId" in request) ? 1 : 10;

const isOwn = (act: VendorAct, watched: Watched): boolean => isGiven({ act, watched }, "write");

const isObjectRead = (act: VendorAct): boolean =>
  isS3(act) && act.errorCode === undefined && /^(GetObject|SelectObjectContent)$/.test(operationOf(act));

/** One object has at most 50 TB. */
const largest = 50 * 2 ** 40;

const bytesOut = ({ additional: { bytesTransferredOut: bytes } }: VendorAct): number =>
  typeof bytes === "number" && bytes > 0 ? Math.min(bytes, largest) : 0;
