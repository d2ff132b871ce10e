import { createHash } from "node:crypto";
import { StaleRow } from "../model/errors.ts";
import { epochOf, secondsBetween } from "../model/time.ts";
import { limitKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** Other roles, of the burst's span and of the hour. */
interface Tally {
  burst: number;
  hour: number;
}

/**
 * By the hash of its id, when it was counted, and what it was told then. `over`: the hour's limit was reached, so it took nothing of the hour. A
 * map: rows lose the middle of their long lists.
 */
type Counted = Readonly<Record<string, Tally & { at: string; over?: true }>>;

export interface TallyLimits {
  perHour: number;
  /** Seconds that a burst is looked for in. */
  within: number;
}

const hour = 3_600;
/** Far more than any limit asks for. */
const most = 2_000;
/** Containments of a burst count themselves at the same time. */
const tries = 8;

/**
 * Counts one contained role. `burst`: others within the burst's span, `hour`: others of the last hour that were let begin. Asking
 * again for the same id counts nothing more, and answers the same once it was let begin. What is over the limit is part of a burst, but takes nothing of the hour: a flood
 * would else keep the limit reached for as long as it lasts. Throws `StaleRow` when others always are faster.
 */
export const tallyOver =
  (table: Table, limits: TallyLimits) =>
  async (name: string, now: string): Promise<Tally> => {
    const id = shortened(name);
    for (let look = 1; look <= tries; look++) {
      const item = await table.get(limitKey("containments"));
      const { tally, next } = withOne(item ? (JSON.parse(item.document) as Counted) : {}, id, now, limits);
      if (next === undefined || (await isStored(table, item, next, now, limits))) return tally;
    }
    throw new StaleRow("other containments are counted at the same time");
  };

/** A reached role's name has up to 700 characters, which who made it chooses: 2,000 of them would be more than a row holds. */
const shortened = (name: string): string => createHash("sha256").update(name).digest("base64url").slice(0, 22);

const isStored = async (
  table: Table,
  item: Item | undefined,
  counted: Counted,
  now: string,
  limits: TallyLimits,
): Promise<boolean> => {
  const version = (item?.version ?? 0) + 1;
  const next = {
    ...limitKey("containments"),
    document: JSON.stringify(counted),
    version,
    ttl: Math.ceil((epochOf(now) ?? 0) / 1000) + kept(limits) + hour,
  };
  return (await table.put(next, item ? { version: version - 1 } : { absent: true })).stored;
};

/** `next`: undefined where nothing changes. */
const withOne = (stored: Counted, id: string, now: string, limits: TallyLimits): { tally: Tally; next?: Counted } => {
  const known = Object.entries(stored).filter(([, { at }]) => secondsBetween(at, now) < kept(limits));
  const others = known.filter(([other]) => other !== id);
  const [, own] = known.find(([other]) => other === id) ?? [];
  const within = (seconds: number) => others.filter(([, { at }]) => secondsBetween(at, now) < seconds);
  if (own !== undefined && own.over === undefined) return { tally: { burst: own.burst, hour: own.hour } };
  const tally = {
    burst: within(limits.within).length,
    hour: within(hour).filter(([, { over }]) => over === undefined).length,
  };
  const isOver = tally.hour >= limits.perHour;
  if (own?.over === true && isOver) return { tally };
  const counted = { ...tally, at: now, ...(isOver ? { over: true as const } : {}) };
  return { tally, next: Object.fromEntries([...others, [id, counted] as const].slice(-most)) };
};

const kept = ({ within }: TallyLimits): number => Math.max(hour, within);
