import type { ProbeRow } from "../probe/row.ts";
import { toDocument } from "./document.ts";
import { probeKey, probePrefix, secondsAt } from "./keys.ts";
import type { Table } from "./table.ts";

/** How attempts across the teams' borders ended, one row for each run. */
export interface Probes {
  save(row: ProbeRow): Promise<void>;
  /** The newest of all borders: of some teams only it says nothing about the others. */
  last(): Promise<ProbeRow | undefined>;
}

/** Runs by hand, of some teams, among which the last whole one is looked for. */
const most = 100;

/** `keep`: seconds for which a row stays. */
export const probesOver = (table: Pick<Table, "put" | "under">, { keep }: { keep: number }): Probes => ({
  save: async (row) => {
    const ttl = secondsAt(row.at, "at") + keep;
    await table.put({ ...probeKey(row.at), document: toDocument(row), ttl });
  },
  last: async () => {
    const items = await table.under("probe", probePrefix, most);
    return items.map(({ document }) => JSON.parse(document) as ProbeRow).find(({ named }) => named.length === 0);
  },
});
