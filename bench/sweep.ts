import { installLab } from "../lab/install.ts";
import { account, region, startAccount } from "../lab/process.ts";
import { clock, listTags, liveReads } from "../shared/aws/live-sweep.ts";
import { memoryTable } from "../shared/record/memory-ledger.ts";
import { type CursorStore, cursorStore } from "../shared/sweep/cursor.ts";
import { type List, lists, readingsOf } from "../shared/sweep/lists.ts";
import { type SweepEnd, type SweepParts, sweep } from "../shared/sweep/sweep.ts";
import { settings as demo } from "../test/fixtures.ts";

/** A sweep under one limit. */
export interface SweepRun {
  title: string;
  reads: number;
  throttled: number;
  seconds: number;
  /** The time of a client that knows the limit. */
  ideal: number;
}

export interface SweepReport {
  resources: number;
  /** A Describe and a ListTags for each. */
  naive: number;
  perSecond: number;
  burst: number;
  runs: readonly SweepRun[];
}

/** What exists: 40 pages of the longest list, 70 pages of tags. */
const kinds = { TrainingJob: 4_000, ProcessingJob: 2_500, Model: 2_000, Endpoint: 1_000, Pipeline: 500 };
const tagged = 0.7;
const resources = Object.values(kinds).reduce((sum, count) => sum + count, 0);
const pages = Math.max((resources * tagged) / 100, ...Object.values(kinds).map((count) => count / 100));

const post = async (endpoint: string, path: string, body: unknown): Promise<void> => {
  const answer = await fetch(`${endpoint}/_lab/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`/_lab/${path}: ${await answer.text()}`);
};

/** Dies after so many saves, as a function whose process is killed. */
const mortal = (store: CursorStore, saves: number): CursorStore => {
  let left = saves;
  const save: CursorStore["save"] = async (cursor) => {
    const saved = await store.save(cursor);
    if (--left <= 0) throw new Error("killed");
    return saved;
  };
  return { ...store, save };
};

const partsOver = (table: ReturnType<typeof memoryTable>): SweepParts => ({
  place: { account, partition: "aws", regions: [region] },
  reads: liveReads,
  looks: {
    ledger: { creations: async () => [] },
    exemption: async () => undefined,
    cases: { get: async () => undefined },
    listTags,
  },
  store: cursorStore(table),
  clock,
  until: Number.POSITIVE_INFINITY,
  ground: { settings: demo, deployedAt: new Date().toISOString(), patience: 0 },
  onSwept: async () => undefined,
});

const timed = async (work: () => Promise<SweepEnd>) => {
  const began = performance.now();
  const { counts } = await work();
  return { reads: counts.calls, throttled: counts.throttled, seconds: (performance.now() - began) / 1_000 };
};

/** A day later: the cursor's row says so, nobody waits. */
const tomorrow = async (store: CursorStore): Promise<void> => {
  const cursor = await store.load();
  if (cursor) await store.save({ ...cursor, startedAt: new Date(Date.now() - 86_400_000).toISOString() });
};

const runs = async (endpoint: string, perSecond: number, burst: number): Promise<readonly SweepRun[]> => {
  const ideal = Math.max(0, pages - burst) / perSecond;
  const limit = () => post(endpoint, "faults", [{ rateLimit: { perSecond, burst } }]);
  const table = memoryTable();
  const parts = partsOver(table);
  await limit();
  const first = await timed(() => sweep(parts));
  await tomorrow(parts.store);
  await limit();
  const second = await timed(() => sweep(parts));
  const other = partsOver(memoryTable());
  await limit();
  const killed = await timed(async () => {
    await sweep({ ...other, store: mortal(other.store, 3) }).catch(() => undefined);
    return sweep(other);
  });
  return [
    { title: "the first sweep", ...first, ideal },
    { title: "the next day's", ...second, ideal },
    { title: "killed in the middle, gone on", ...killed, ideal },
  ];
};

const firstPage = async (list: List): Promise<unknown> => {
  const [reading] = readingsOf(list, region);
  return reading && liveReads.list(reading, undefined);
};

/** 10,000 resources in the local account, which refuses what is more than so many requests a second, each operation by itself. */
export const benchSweep = async (perSecond: number, burst: number): Promise<SweepReport> => {
  const installed = await installLab(() => undefined);
  const running = await startAccount(installed, { log: () => undefined });
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: running.endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  try {
    const tags = { team: "TeamA", studiouserid: "alice" };
    await post(running.endpoint, "fleet", { kinds, tags, tagged, ageSeconds: 86_400 });
    // The clients are there: loading them is not the sweep's pace.
    await Promise.all([liveReads.tagged(region, undefined), ...lists.slice(0, 3).map(firstPage)]);
    return { resources, naive: 2 * resources, perSecond, burst, runs: await runs(running.endpoint, perSecond, burst) };
  } finally {
    process.env = before;
    await running.stop();
  }
};
