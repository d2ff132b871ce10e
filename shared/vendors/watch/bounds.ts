import { inDirectory } from "../../model/settings.ts";
import type { VendorAct } from "../../model/vendor-act.ts";

/** How much is kept of each: together below 100 KB of JSON, a quarter of what one DynamoDB item may hold. */
export const limits = {
  address: 48,
  agent: 24,
  service: 40,
  action: 96,
  region: 24,
  hour: 24,
  caller: 16,
  "target-role": 24,
  bucket: 48,
  lately: 512,
  sessions: 24,
  usesPerSession: 4,
  slots: 12,
  windowValues: 32,
} as const;

export interface Sighting {
  first: string;
  last: string;
  count: number;
}

type Sightings = Readonly<Record<string, Sighting>>;

/** Text of a record as a key: plain ASCII, so that its length is its size. */
export const keyOf = (text: string, longest = 64): string =>
  text.slice(0, longest).replaceAll(/[^\x20-\x7e]|["\\]/g, "?");

/**
 * One more sight of a value. Where there is no room left, a value that was learnt is never given up for one that was not:
 * whoever took the role over could else send hundreds of new values until the habits are forgotten, and be unremarkable.
 * While the role is learnt the most frequent stay, for the same reason.
 */
export const addSighting = (
  sightings: Sightings,
  value: string,
  at: string,
  { limit, until }: { limit: number; until: string | undefined },
): Sightings => {
  const known = inDirectory(sightings, value);
  if (known) return { ...sightings, [value]: seenAgain(known, at) };
  const all = Object.entries(sightings);
  const added = { ...sightings, [value]: { first: at, last: at, count: 1 } };
  if (all.length < limit) return added;
  const learns = until === undefined || at < until;
  let evicted: (typeof all)[number] | undefined;
  for (const entry of all) {
    if (mayGo(entry[1], learns, until) && (evicted === undefined || goesBefore(entry[1], evicted[1]))) evicted = entry;
  }
  if (evicted === undefined) return sightings;
  delete added[evicted[0]];
  return added;
};

const seenAgain = ({ first, last, count }: Sighting, at: string): Sighting => ({
  first: at < first ? at : first,
  last: at > last ? at : last,
  count: count + 1,
});

const mayGo = ({ first, count }: Sighting, learns: boolean, until: string | undefined): boolean => {
  const isLearnt = until === undefined || first < until;
  return !isLearnt || (learns && count === 1);
};

/** The rarest, and of those the newest. */
const goesBefore = (one: Sighting, other: Sighting): boolean =>
  one.count < other.count || (one.count === other.count && one.first > other.first);

type Marked = Pick<VendorAct, "eventId" | "account"> & Partial<Pick<VendorAct, "eventName" | "at">>;

/**
 * An event's id, account, name and time in eleven characters. Ids are AWS's to choose, so nobody can make two alike; those
 * who publish records do.
 */
export const eventMark = ({ eventId, account, eventName = "", at = "" }: Marked): string => {
  let [high, low] = [0x811c9dc5, 0xcbf29ce4];
  for (const text of [eventId, account, eventName, at]) {
    for (let i = 0; i < text.length; i++) {
      high = Math.imul(high ^ text.charCodeAt(i), 0x01000193);
      low = Math.imul(low ^ text.charCodeAt(i), 0x85ebca6b) ^ (low >>> 13);
    }
  }
  return ((high >>> 0) * 2 ** 21 + ((low >>> 0) & 0x1fffff)).toString(36);
};
