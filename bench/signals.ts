import { signals } from "../shared/detect/signals/index.ts";
import { readVendorAct } from "../shared/normalise/vendor-act.ts";
import {
  callRecord,
  getObjectRecord,
  role,
  vendorIdentity,
  vendorSettings,
} from "../shared/vendors/watch/example-acts.ts";
import { memoryWatchLedger } from "../shared/vendors/watch/memory-watch-ledger.ts";
import { rosterOf } from "../shared/vendors/watch/roster.ts";
import { emptyState } from "../shared/vendors/watch/state.ts";
import { watch } from "../shared/vendors/watch/watch.ts";
import { watchedOf } from "../shared/vendors/watch/watched.ts";
import { type Spread, spread } from "./statistics.ts";

export interface SignalsReport {
  rounds: number;
  records: number;
  /** Signals that look at each record. */
  signals: number;
  rows: readonly { title: string; recordsPerSecond: Spread }[];
}

/** Ten calls in a session, nine of them reads of objects; a session has a thousand, two seconds apart. */
const bodiesOf = (records: number): readonly string[] =>
  Array.from({ length: records }, (_, i) => {
    const of = i % 10 === 9 ? callRecord("ec2", "DescribeInstances") : getObjectRecord;
    const accessKeyId = `ASIA${String(Math.floor(i / 1_000)).padStart(16, "0")}`;
    return JSON.stringify({
      ...of,
      eventID: `bench-${i}`,
      eventTime: new Date(Date.UTC(2026, 6, 1, 6) + 2_000 * i).toISOString(),
      userIdentity: { ...vendorIdentity, accessKeyId },
    });
  });

const settings = vendorSettings();

const readAll = (bodies: readonly string[]): void => {
  for (const body of bodies) readVendorAct(JSON.parse(body));
};

/** As a function does it, with its ledger and the role's row in memory. */
const watchAll = async (bodies: readonly string[]): Promise<void> => {
  const [roster, ledger] = [rosterOf(settings), memoryWatchLedger()];
  let state = emptyState(role);
  for (const body of bodies) {
    const act = readVendorAct(JSON.parse(body));
    if (act === undefined) throw new Error("the bench's own record is refused");
    for (const watched of await watchedOf(act, roster, ledger)) ({ state } = watch({ act, watched, state, settings }));
  }
};

/** In this process, warm: the first round is thrown away. */
export const benchSignals = async (rounds: number, records: number): Promise<SignalsReport> => {
  const bodies = bodiesOf(records);
  const steps = [
    ["parse and read", readAll],
    ["with whose it is, and every signal", watchAll],
  ] as const;
  const rates = steps.map((): number[] => []);
  for (let round = 0; round <= rounds; round++)
    for (const [index, [, work]] of steps.entries()) {
      const began = performance.now();
      await work(bodies);
      if (round > 0) rates[index]?.push((records / (performance.now() - began)) * 1000);
    }
  const rows = steps.map(([title], index) => ({ title, recordsPerSecond: spread(rates[index] ?? []) }));
  return { rounds, records, signals: signals.length, rows };
};
