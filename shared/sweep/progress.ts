import { classify } from "../act/classify.ts";
import { type Budget, type Clock, isThrottle, type Operation } from "./budget.ts";
import type { Counts, Cursor, CursorStore, Part, Progress } from "./cursor.ts";

/** The state of one run: what the cursor says, and what was read since it was saved. */
export interface Run {
  cursor(): Cursor;
  /** Page after page, from where the cursor is, until the end, an error that nothing mends, or the time is up. */
  read<Page extends Paged>(task: Reader<Page>): Promise<void>;
  change(by: (cursor: Cursor) => Cursor): void;
  /** Stores what was read and where the run is. */
  save(): Promise<void>;
  isOver(): boolean;
}

interface Paged {
  next: string | undefined;
}

export interface Reader<Page> {
  id: string;
  operation: Operation;
  page(token: string | undefined): Promise<Page>;
  /** What to keep of a page. */
  take(page: Page): Partial<Part> | Promise<Partial<Part>>;
}

export interface Means {
  store: CursorStore;
  budget: Budget;
  clock: Clock;
  /** ms since 1970: a run that nears it saves and stops. */
  until: number;
}

/** Pages, and ms, after which a run is saved: as much as a run that is killed has to read again. */
const often = { pages: 20, ms: 5_000 };
/** So often a list begins anew because AWS no longer takes its token. */
const restarts = 2;

const isStaleToken = (error: unknown): boolean => {
  const { name = "", message = "" } = error as { name?: string; message?: string };
  return /Token/.test(name) || (/^(Validation|InvalidParameter|InvalidNextToken)/.test(name) && /token/i.test(message));
};

/** What was read since the last save, and the saves themselves: one after another. */
const keeper = (run: Pick<Run, "cursor" | "change">, { store, budget, clock }: Means) => {
  const before = run.cursor().counts;
  let pending: { listed: Part["listed"][number][]; tagged: Part["tagged"][number][] } = { listed: [], tagged: [] };
  let [pages, savedAt, saving, isBroken] = [0, clock.now(), Promise.resolve(), false];
  let saved = run.cursor();

  const calls = (): Pick<Counts, "calls" | "throttled"> => {
    const counts = budget.counts();
    return { calls: before.calls + counts.calls, throttled: before.throttled + counts.throttled };
  };

  /** A part and the cursor that counts it belong together; what is read meanwhile belongs to the next ones. */
  const saveNow = async (): Promise<void> => {
    const [part, cursor] = [pending, run.cursor()];
    if (cursor === saved) return;
    pending = { listed: [], tagged: [] };
    [pages, savedAt] = [0, clock.now()];
    const known = { counts: { ...cursor.counts, ...calls() }, learnt: { ...cursor.learnt, ...budget.learnt() } };
    const { parts, version } = await store.save(await store.savePart({ ...cursor, ...known }, part));
    run.change((now) => {
      const next = { ...now, parts, version, learnt: known.learnt, counts: { ...now.counts, ...calls() } };
      if (now === cursor) saved = next;
      return next;
    });
  };

  const save = (): Promise<void> => {
    saving = saving.then(saveNow).catch((error: unknown) => {
      isBroken = true; // what is still under way has nobody to read for
      throw error;
    });
    return saving;
  };

  const keep = ({ listed = [], tagged = [] }: Partial<Part>): void => {
    pending.listed.push(...listed);
    pending.tagged.push(...tagged);
    pages += 1;
  };

  const isDue = (): boolean => pages >= often.pages || (pages > 0 && clock.now() - savedAt >= often.ms);
  return { keep, save, isDue, isBroken: () => isBroken };
};

export const startRun = (begun: Cursor, means: Means): Run => {
  const { budget, clock, until } = means;
  let cursor = begun;
  const change: Run["change"] = (by) => {
    cursor = by(cursor);
  };
  const kept = keeper({ cursor: () => cursor, change }, means);
  const isOver = (): boolean => kept.isBroken() || clock.now() >= until;
  const progress = (id: string): Progress => cursor.progress[id] ?? { pages: 0, isDone: false };
  const set = (id: string, next: Progress): void =>
    change((one) => ({ ...one, progress: { ...one.progress, [id]: next } }));

  /** One page more; answers how often the reading has begun anew. */
  const readOn = async <Page extends Paged>(task: Reader<Page>, begins: number): Promise<number> => {
    const { token, pages } = progress(task.id);
    try {
      const answer = await budget.run(task.operation, () => task.page(token));
      kept.keep(await task.take(answer));
      const { next } = answer;
      set(task.id, { pages: pages + 1, isDone: next === undefined, ...(next === undefined ? {} : { token: next }) });
      return begins;
    } catch (error) {
      const isStale = token !== undefined && isStaleToken(error) && begins < restarts;
      set(task.id, isStale ? { pages: 0, isDone: false } : { pages, isDone: true, failed: reasonOf(error) });
      return begins + 1;
    }
  };

  const read: Run["read"] = async (task) => {
    for (let begins = 0; !progress(task.id).isDone && !isOver(); ) {
      begins = await readOn(task, begins);
      if (kept.isDue()) await kept.save();
    }
  };

  return { cursor: () => cursor, read, change, save: kept.save, isOver };
};

const reasonOf = (error: unknown): string => (isThrottle(error) ? "throttled" : classify(error).reason);
