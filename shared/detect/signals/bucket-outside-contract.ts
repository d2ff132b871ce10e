import type { VendorAct } from "../../model/vendor-act.ts";
import { textAt } from "../../normalise/fields.ts";
import type { SeenAct } from "./signal.ts";
import { lookSignal } from "./support/act-signal.ts";
import { shown } from "./support/acts.ts";
import { bucketOf, isRead, isS3, keyOf, namesNoBucket, placeOf, scopeFor, scopeOf } from "./support/objects.ts";

export const bucketOutsideContract = lookSignal({
  id: "bucket-outside-contract",
  severity: "high",
  why: "The contract says which buckets and prefixes the vendor needs. Everything else it reads or writes is somebody else's data.",
  blind:
    "Objects need S3 data events of the buckets in question; without them only acts on buckets themselves are seen. A listing of all buckets names none.",
  falsePositives:
    "A contract that is out of date: add the bucket or the prefix. Where a contract names s3 and no bucket, every bucket is low.",
  attack: ["T1530", "T1619"],
  needs: "data",
  concerns: (act) => isS3(act) && bucketOf(act) !== undefined,
  look(seen) {
    const { contract } = seen.watched;
    if (contract === undefined) return undefined;
    if (namesNoBucket(contract)) return { covered: true };
    const access = isRead(seen.act) ? "read" : "write";
    if (listsAbove(seen)) return { covered: true, note: "it lists more than its prefix" };
    if (scopeFor(seen, access) === undefined)
      return { covered: false, note: `${whatOf(seen)} is not the contract's to ${access}` };
    const source = copySource(seen.act);
    return source === undefined || scopeOf(contract, source, "read") !== undefined
      ? undefined
      : { covered: false, note: `it copies from ${shown(source.bucket)}, which is not the contract's to read` };
  },
});

/** A listing that begins above a prefix of the contract: names of others' objects are shown, and nothing of them is read. */
const listsAbove = ({ act, watched }: SeenAct): boolean => {
  const { bucket, place } = placeOf(act) ?? {};
  return (
    keyOf(act) === undefined &&
    place !== undefined &&
    watched.contract?.buckets.some(
      (scope) => scope.bucket === bucket && scope.prefix !== place && scope.prefix.startsWith(place),
    ) === true
  );
};

const whatOf = ({ act }: SeenAct): string => {
  const key = keyOf(act) ?? textAt(act.request, "prefix");
  return shown(key === undefined ? (bucketOf(act) ?? "") : `${bucketOf(act)}/${key}`);
};

/** `/bucket/key` or `bucket/key`, URL-encoded, perhaps with a version behind it. */
const copySource = ({ request }: VendorAct): { bucket: string; place: string } | undefined => {
  const text = textAt(request, "x-amz-copy-source")
    ?.replace(/^\//, "")
    .replace(/\?versionId=.*$/, "");
  const slash = text?.indexOf("/") ?? -1;
  return text === undefined || slash < 1
    ? undefined
    : { bucket: text.slice(0, slash), place: decoded(text.slice(slash + 1)) };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
