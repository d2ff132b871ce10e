import { PoisonRecord } from "#shared/model/errors.ts";
import { epochOf } from "#shared/model/time.ts";
import type { VendorAct, Watched } from "#shared/model/vendor-act.ts";
import { readVendorAct } from "#shared/normalise/vendor-act.ts";
import { type Link, linksOf, mayLink } from "#shared/vendors/watch/links.ts";
import { issuedBy, type MemoryWatchLedger, memoryWatchLedger } from "#shared/vendors/watch/memory-watch-ledger.ts";
import type { Roster } from "#shared/vendors/watch/roster.ts";
import { watchedOf } from "#shared/vendors/watch/watched.ts";
import { readEach, type TrailItem } from "../trail-files.ts";

export interface WatchedAct {
  act: VendorAct;
  watched: readonly Watched[];
}

export interface Gathered {
  /** In the order of time; a session's issue before what it did. */
  acts: readonly WatchedAct[];
  records: number;
  isDamaged: boolean;
}

/**
 * What watched roles did, from files that are read twice: what a session did may stand before the record that shows whose
 * it is. Only the watched acts, and the records that issue sessions and make principals, are kept in memory.
 */
export const gather = async (
  read: () => AsyncIterable<TrailItem>,
  roster: Roster,
  report: (message: string) => void,
  /** What is known already of whose sessions and principals are. */
  links: readonly Link[] = [],
): Promise<Gathered> => {
  const ledger = memoryWatchLedger();
  for (const known of links) ledger.addLink(known);
  const first = await learn(read(), ledger, report);
  for (const act of first.makers.toSorted(byTime)) await link(act, roster, ledger);
  const acts = new Map<string, WatchedAct>();
  for await (const item of read()) {
    const act = item.type === "record" ? orNothing(item.record) : undefined;
    if (act === undefined) continue;
    const watched = await watchedOf(act, roster, ledger);
    // Whoever publishes records may give several one id: a second delivery is the same call at the same time.
    if (watched.length > 0) acts.set(`${act.eventId} ${act.account} ${act.eventName} ${act.at}`, { act, watched });
  }
  const sorted = [...acts.values()].toSorted((a, b) => byTime(a.act, b.act));
  return { acts: sorted, records: first.records, isDamaged: first.isDamaged };
};

const learn = async (
  items: AsyncIterable<TrailItem>,
  ledger: MemoryWatchLedger,
  report: (message: string) => void,
): Promise<{ makers: VendorAct[]; records: number; isDamaged: boolean }> => {
  const makers: VendorAct[] = [];
  let records = 0;
  const use = (record: unknown): void => {
    const act = readVendorAct(record);
    if (act === undefined) return;
    records += 1;
    const session = issuedBy(act);
    // A service's session ends every chain: nobody is behind it.
    if (session !== undefined && session.issuedTo.type !== "AWSService") ledger.addSession(session);
    if (mayLink(act)) makers.push(act);
  };
  const isDamaged = await readEach(items, use, report);
  return { makers, records, isDamaged };
};

const link = async (act: VendorAct, roster: Roster, ledger: MemoryWatchLedger): Promise<void> => {
  for (const watched of await watchedOf(act, roster, ledger))
    for (const one of linksOf(act, watched)) ledger.addLink(one);
};

const orNothing = (record: unknown): VendorAct | undefined => {
  try {
    return readVendorAct(record);
  } catch (error) {
    if (error instanceof PoisonRecord) return undefined; // told in the first reading
    throw error;
  }
};

/** Records have whole seconds: within one, a session's issue goes first. */
const byTime = (a: VendorAct, b: VendorAct): number =>
  (epochOf(a.at) ?? 0) - (epochOf(b.at) ?? 0) || Number(issues(b)) - Number(issues(a));

const issues = ({ service }: VendorAct): boolean => service === "sts";
