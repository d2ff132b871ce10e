import { StaleRow } from "../model/errors.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { toDocument } from "./document.ts";
import { exemptionKey, secondsAt } from "./keys.ts";
import type { Table } from "./table.ts";

const day = 86_400;

/** Exemptions by resource. Those of the settings are not stored. */
export interface ExemptionStore {
  get(arn: string): Promise<StoredExemption | undefined>;
  /** Stores version 1 if there is none, a later one if the stored version is the one before. `StaleRow` otherwise. */
  put(exemption: StoredExemption): Promise<void>;
}

/** `keep`: seconds for which an exemption stays after its last day. */
export const exemptionStore = (table: Table, { keep }: { keep: number }): ExemptionStore => ({
  get: async (arn) => {
    const item = await table.get(exemptionKey(arn));
    return item && (JSON.parse(item.document) as StoredExemption);
  },
  put: async (exemption) => {
    const { arn, until, version } = exemption;
    const item = { document: toDocument(exemption), version, ttl: secondsAt(until, "until") + day + keep };
    const condition = version === 1 ? ({ absent: true } as const) : { version: version - 1 };
    const { stored } = await table.put({ ...exemptionKey(arn), ...item }, condition);
    if (!stored) throw new StaleRow(`version ${version - 1} of the exemption of ${arn} is no longer the newest`);
  },
});
