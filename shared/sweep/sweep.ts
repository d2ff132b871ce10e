import { classify } from "../act/classify.ts";
import type { OwnEvent } from "../model/own-event.ts";
import { isoAt, secondsBetween } from "../model/time.ts";
import { type Budget, type Clock, requestBudget } from "./budget.ts";
import { begin, type Counts, type Cursor, type CursorStore } from "./cursor.ts";
import type { Ground, Swept } from "./existing.ts";
import { foundEvent } from "./found.ts";
import { type Gathered, gather, type Place, type Reads } from "./gather.ts";
import { type Looker, type Looks, looker } from "./look.ts";
import { findMissed, type History, lookUps, spanOf } from "./missed.ts";
import type { Learnt } from "./pace.ts";
import { type Run, startRun } from "./progress.ts";

/** Everything that a sweep does to the world. */
export interface SweepParts {
  place: Place;
  reads: Reads;
  looks: Looks;
  /** Absent: CloudTrail's history is not compared. */
  history?: History;
  store: CursorStore;
  clock: Clock;
  /** ms since 1970: then it is saved, and stops. */
  until: number;
  ground: Omit<Ground, "now">;
  /** Each existing resource, in the order of the ARNs. May come again after a run that was ended. */
  onSwept(swept: Swept): Promise<void>;
  /** How far it is: for a person who waits. */
  onProgress?(done: { listed: number; judged: number; isListed: boolean }): void;
  seed?: number;
}

export interface SweepEnd {
  /** `resting`: the last one is not a day old · `under way`: the time was up, the next run goes on · `done`. */
  state: "resting" | "under way" | "done";
  counts: Counts;
  /** What could not be read, each as one sentence. */
  unread: readonly string[];
}

/** Seconds from the beginning of one sweep to the next one's. */
const interval = 86_400;
/** Resources judged between two looks at the clock, and so many such batches between two saves. */
const batch = 50;
const saveAfter = 10;

/** For the functions: what is news goes to the one that writes tags. */
export const sendNews =
  (send: (event: OwnEvent) => Promise<void>): SweepParts["onSwept"] =>
  async ({ creation, isNews }) => {
    if (isNews) await send(foundEvent(creation));
  };

/**
 * Looks at everything that exists, once a day: reads all lists and tags, judges each resource, compares CloudTrail's history
 * with the ledger. Goes on where an ended run was. Throws `StaleRow` when another run is at work.
 */
export const sweep = async (parts: SweepParts): Promise<SweepEnd> => {
  const { store, clock } = parts;
  const now = isoAt(clock.now());
  const last = await store.load();
  const isResting = last?.endedAt !== undefined && secondsBetween(last.startedAt, now) < interval;
  if (last && isResting) return { state: "resting", counts: last.counts, unread: [] };

  const cursor = last && last.endedAt === undefined ? last : begin(now, last);
  const budget = requestBudget({ clock, learnt: learntOf(cursor, parts), ...(parts.seed ? { seed: parts.seed } : {}) });
  const run = startRun(cursor, { store, budget, clock, until: parts.until });
  const unread = await work(run, budget, parts);
  const { counts } = run.cursor();
  return unread === undefined ? { state: "under way", counts, unread: [] } : { state: "done", counts, unread };
};

const learntOf = ({ learnt }: Cursor, { place }: SweepParts): Readonly<Record<string, Learnt>> => ({
  ...Object.fromEntries(place.regions.map((region) => [`${region} cloudtrail LookupEvents`, lookUps])),
  ...learnt,
});

/** Answers what could not be read; undefined when the time was up before the end. */
const work = async (run: Run, budget: Budget, parts: SweepParts): Promise<readonly string[] | undefined> => {
  const { place, reads, looks, store, clock, ground, onProgress } = parts;
  const look = looker(looks, budget, { ...ground, now: isoAt(clock.now()) });
  let listed = 0;
  const gathered = await gather(run, await store.loadParts(run.cursor()), place, reads, ({ arn }) => {
    look.expect(arn);
    listed += 1;
    onProgress?.({ listed, judged: 0, isListed: false });
  });
  if (!gathered) return undefined;
  const unjudged = await judgeAll(run, gathered, look, parts);
  await compareHistory(run, parts);
  await run.save();
  if (run.isOver()) return undefined;
  const unread = [...gathered.unread, ...unjudged, ...failuresOf(run.cursor(), "LookupEvents")];
  run.change((one) => ({ ...one, progress: {}, parts: 0, endedAt: isoAt(clock.now()) }));
  await run.save();
  return unread;
};

/** In the order of the ARNs, so that a run goes on where another was. One that cannot be judged is named, the rest goes on. */
const judgeAll = async (run: Run, gathered: Gathered, look: Looker, parts: SweepParts): Promise<readonly string[]> => {
  const arns = [...gathered.listed.keys()].toSorted();
  const unjudged: string[] = [];
  while (run.cursor().judged < arns.length && !run.isOver()) {
    const { judged } = run.cursor();
    const now = arns.slice(judged, judged + batch);
    const { news, failed } = await judgeSome(now, gathered, look, parts);
    unjudged.push(...failed);
    const done = judged + now.length;
    run.change(({ counts, ...one }) => ({
      ...one,
      judged: done,
      counts: { ...counts, resources: done, news: counts.news + news },
    }));
    parts.onProgress?.({ listed: arns.length, judged: done, isListed: true });
    if (done % (saveAfter * batch) === 0) await run.save();
  }
  return unjudged;
};

/** Looks at them at the same time, tells of them one after another. */
const judgeSome = async (arns: readonly string[], { listed, tags }: Gathered, { look }: Looker, parts: SweepParts) => {
  const looking = arns.map(async (arn) => {
    const resource = listed.get(arn);
    return resource && look(resource, tags.get(arn));
  });
  const failed: string[] = [];
  let news = 0;
  for (const [index, end] of (await Promise.allSettled(looking)).entries()) {
    try {
      if (end.status === "rejected") throw end.reason;
      if (end.value) await parts.onSwept(end.value);
      if (end.value?.isNews) news += 1;
    } catch (error) {
      failed.push(`${arns[index]}: ${classify(error).reason}`);
    }
  }
  return { news, failed };
};

const compareHistory = async (run: Run, { place, history, ground }: SweepParts): Promise<void> => {
  if (!history || run.isOver()) return;
  const { startedAt, comparedUntil } = run.cursor();
  const span = spanOf(startedAt, ground.deployedAt, comparedUntil);
  await findMissed(run, place.regions, span, history);
  // What could not be read is compared again the next time.
  if (!run.isOver() && failuresOf(run.cursor(), "LookupEvents").length === 0)
    run.change((one) => ({ ...one, comparedUntil: span.to }));
};

const failuresOf = ({ progress }: Cursor, name: string): readonly string[] =>
  Object.entries(progress).flatMap(([id, { failed }]) =>
    failed && id.includes(` ${name} `) ? [`${id}: ${failed}`] : [],
  );
