import { StaleRow } from "../model/errors.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { toDocument } from "./document.ts";
import { exemptionKey, secondsAt, sortableTime } from "./keys.ts";
import type { Item, Table } from "./table.ts";

const day = 86_400;

/** Exemptions by resource. Those of the settings are not stored. */
export interface ExemptionStore {
  get(arn: string): Promise<StoredExemption | undefined>;
  /** Stores version 1 if there is none, a later one if the stored version is the one before. `StaleRow` otherwise. */
  put(exemption: StoredExemption): Promise<void>;
}

/** For summaries. */
export interface ExemptionIndex {
  /** Those whose last day is `from` or later, and before `before` (`YYYY-MM-DD`); soonest first, those taken back left out. */
  ending(from: string, before: string): Promise<readonly StoredExemption[]>;
}

/** `keep`: seconds for which an exemption stays after its last day. */
export const exemptionStore = (table: Table, { keep }: { keep: number }): ExemptionStore & ExemptionIndex => ({
  get: async (arn) => {
    const item = await table.get(exemptionKey(arn));
    return item && toExemption(item);
  },
  ending: async (from, before) => {
    const items = await table.index("byType", "exemption", sortableTime(before), sortableTime(from));
    return items.map(toExemption).filter(({ ended }) => ended === undefined);
  },
  put: async (exemption) => {
    const { arn, until, version } = exemption;
    const ttl = secondsAt(until, "until") + day + keep;
    const item = {
      document: toDocument(exemption),
      version,
      ttl,
      type: "exemption",
      createdAt: sortableTime(until),
    } as const;
    const condition = version === 1 ? ({ absent: true } as const) : { version: version - 1 };
    const { stored } = await table.put({ ...exemptionKey(arn), ...item }, condition);
    if (!stored) throw new StaleRow(`version ${version - 1} of the exemption of ${arn} is no longer the newest`);
  },
});

const toExemption = ({ document }: Item): StoredExemption => JSON.parse(document) as StoredExemption;
