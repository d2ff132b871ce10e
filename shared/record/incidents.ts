import { StaleRow } from "../model/errors.ts";
import { endedPhases, type Incident } from "../model/incident.ts";
import { toWholeDocument } from "./document.ts";
import { incidentKey, incidentPastKey, secondsAt, sortableTime } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** The incidents of vendors' roles. Writes are conditional: `StaleRow` when the row moved on. */
export interface IncidentStore {
  /** The role's newest. */
  current(role: string): Promise<Incident | undefined>;
  /** Stores `next` if the stored version is still `next.version - 1` (1: none is stored). */
  save(next: Incident): Promise<void>;
  /** Opens the next one of a role whose last has ended: that one is kept beside it. `StaleRow` where somebody was faster. */
  follow(ended: Incident, next: Incident): Promise<void>;
  /** Of a role, ended and replaced by a later one; the newest first. */
  past(role: string, most?: number): Promise<readonly Incident[]>;
  /** All that have not ended, oldest first. */
  open(): Promise<readonly Incident[]>;
}

/** `keep`: seconds for which an incident stays after it was opened, or after its end. */
export const incidentsOver = (table: Table, { keep }: { keep: number }): IncidentStore => {
  const put = async (item: Item, version: number): Promise<void> => {
    const { stored } = await table.put(item, version === 1 ? { absent: true } : { version: version - 1 });
    if (!stored) throw new StaleRow(`version ${version - 1} of the incident ${item.pk} is no longer the newest`);
  };
  return {
    current: async (role) => {
      const item = await table.get(incidentKey(role));
      return item && read(item);
    },
    save: (next) => put(toItem(next, keep), next.version),
    follow: async (ended, next) => {
      const past = {
        ...incidentPastKey(ended.role, ended.number),
        document: toWholeDocument(ended),
        ttl: ttlOf(ended, keep),
      };
      await table.put(past);
      await put(toItem(next, keep), next.version);
    },
    past: async (role, most) => (await table.under(incidentPastKey(role, 0).pk, "incident-past#", most)).map(read),
    open: async () => (await table.index("open", "incident")).map(read),
  };
};

const read = ({ document }: Item): Incident => JSON.parse(document) as Incident;

const ttlOf = ({ endedAt, openedAt }: Incident, keep: number): number =>
  secondsAt(endedAt ?? openedAt, "openedAt") + keep;

const toItem = (row: Incident, keep: number): Item => ({
  ...incidentKey(row.role),
  document: toWholeDocument(row),
  version: row.version,
  type: "incident",
  createdAt: sortableTime(row.openedAt),
  outcome: row.phase,
  // One that is open is not forgotten.
  ...(endedPhases.includes(row.phase) ? { ttl: ttlOf(row, keep) } : { open: "incident" }),
});
