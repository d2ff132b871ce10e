import { StaleRow } from "../model/errors.ts";
import { epochOf, isoAt } from "../model/time.ts";
import { toDocument } from "./document.ts";
import { limitKey } from "./keys.ts";
import type { Table } from "./table.ts";

const hour = 3_600_000;

/** By the id of the act, ISO 8601. A map: rows lose the middle of their long lists. */
type Taken = Readonly<Record<string, string>>;

export interface Asked {
  /** Of the limit, e.g. `destructive`. */
  name: string;
  /** How many within any hour. */
  perHour: number;
  /** Of the act: asking again for the same takes nothing more. */
  id: string;
  /** ISO 8601 */
  now: string;
}

/**
 * Takes one of the acts that an hour allows. Undefined: it is taken; else when to ask again (ISO 8601). Throws `StaleRow`
 * when others ask at the same time.
 */
export const takeAllowance = async (table: Table, { name, perHour, id, now }: Asked): Promise<string | undefined> => {
  const item = await table.get(limitKey(name));
  const stored = item ? (JSON.parse(item.document) as Taken) : {};
  const from = isoAt((epochOf(now) ?? 0) - hour);
  const lately = Object.entries(stored).filter(([, at]) => at > from);
  if (lately.some(([taken]) => taken === id)) return undefined;
  if (lately.length >= perHour) return freeAt(lately, perHour, now);
  const version = (item?.version ?? 0) + 1;
  const next = {
    ...limitKey(name),
    document: toDocument(Object.fromEntries([...lately, [id, now]])),
    version,
    ttl: Math.ceil((epochOf(now) ?? 0) / 1000) + 2 * 3_600,
  };
  const { stored: done } = await table.put(next, item ? { version: version - 1 } : { absent: true });
  if (!done) throw new StaleRow(`another act took of the limit ${name}`);
  return undefined;
};

/** When so many of the hour's acts are over that one is free; where none is ever allowed, an hour from now. */
const freeAt = (lately: readonly (readonly [string, string])[], perHour: number, now: string): string => {
  const times = lately.map(([, at]) => at).toSorted();
  const last = perHour === 0 ? now : (times[times.length - perHour] ?? now);
  return isoAt((epochOf(last) ?? 0) + hour);
};
