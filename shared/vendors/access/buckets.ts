import { hasFailed, isVendors, operationOf } from "../../detect/signals/support/acts.ts";
import { bucketOf, isRead, isS3, keyOf, scopeOf } from "../../detect/signals/support/objects.ts";
import type { Contract } from "../../model/contract.ts";
import type { VendorAct } from "../../model/vendor-act.ts";
import { type Collector, spanOf } from "./collect.ts";
import type { BucketUse } from "./report.ts";
import { rowsOf, tally } from "./tally.ts";

const most = { objects: 10_000, samples: 5 };

interface Row {
  times: ReturnType<typeof tally>;
  keys: Set<string>;
  more: boolean;
  sums: Record<"read" | "written" | "deleted" | "denied" | "bytesOut" | "bytesIn", number>;
  outside: boolean;
}

const emptyRow = (): Row => ({
  times: tally(1),
  keys: new Set(),
  more: false,
  sums: { read: 0, written: 0, deleted: 0, denied: 0, bytesOut: 0, bytesIn: 0 },
  outside: false,
});

/** Which buckets were used, and how: acts on objects need S3 data events. */
export const bucketUses = (contract: Contract | undefined): Collector<readonly BucketUse[]> => {
  const rows = rowsOf(emptyRow);
  return {
    add(act, watched) {
      const bucket = isVendors({ watched }) && isS3(act) ? bucketOf(act) : undefined;
      if (bucket === undefined) return;
      const row = rows.row(bucket);
      row.times.add("", act.at);
      count(row, act);
      const place = { bucket, place: keyOf(act) };
      if (scopeOf(contract, place, isRead(act) ? "read" : "write") === undefined) row.outside = true;
    },
    list: () =>
      rows.entries().map(([name, { times, keys, more, sums, outside }]) => ({
        ...spanOf(times),
        name,
        inContract: contract === undefined ? null : !outside,
        ...sums,
        objects: keys.size,
        moreObjects: more,
        samples: [...keys].slice(0, most.samples),
      })),
  };
};

const count = (row: Row, act: VendorAct): void => {
  const { sums } = row;
  if (hasFailed(act)) {
    sums.denied += 1;
    return;
  }
  const operation = operationOf(act);
  sums[isRead(act) ? "read" : operation.startsWith("Delete") ? "deleted" : "written"] += 1;
  sums.bytesOut += sizeOf(act.additional.bytesTransferredOut);
  sums.bytesIn += sizeOf(act.additional.bytesTransferredIn);
  const key = keyOf(act);
  if (key === undefined || row.keys.has(key)) return;
  if (row.keys.size < most.objects) row.keys.add(key);
  else row.more = true;
};

const sizeOf = (value: unknown): number => (typeof value === "number" && value > 0 ? Math.min(value, 2 ** 46) : 0);
