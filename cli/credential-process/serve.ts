import type { Session } from "#shared/assume/model.ts";
import { BadInput, Refused } from "#shared/model/errors.ts";
import type { Content, Entry } from "./entry.ts";
import { isServable, type Kept, type Moment } from "./servable.ts";

interface Means {
  now(): Moment;
  pause(ms: number): Promise<unknown>;
  /** One line, without a secret. */
  describe(error: unknown): Promise<string>;
}

/** A person may be typing a code meanwhile. */
const longestWaitMs = 120_000;
/** How long a failure counts for who comes later: less than anybody needs to mend its cause. */
const failureCountsMs = 2_000;

/**
 * A kept session, else a new one: whoever gets the entry's lock asks STS, everybody else waits for what they are told. Those who
 * waited for a failure take it as theirs, else each would ask after the other.
 */
export const serve = async (entry: Entry, lend: () => Promise<Session>, means: Means): Promise<Kept> => {
  const beganMs = means.now().wall;
  const known = (): Kept | undefined => keptIn(entry.read(), beganMs, means.now());
  for (let waitedMs = 0; waitedMs < longestWaitMs; ) {
    const kept = known();
    if (kept !== undefined) return kept;
    const release = lockOf(entry);
    if (release !== undefined) {
      try {
        return known() ?? (await ask(entry, lend, means));
      } finally {
        release();
      }
    }
    const ms = Math.min(200, 20 + waitedMs / 4);
    await means.pause(ms);
    waitedMs += ms;
  }
  throw new Error(
    `another sagewarden credential-process has been taking this role for ${longestWaitMs / 1000} s: end it, or answer what it asks`,
  );
};

/** A file system without locks is no reason to withhold a session. */
const lockOf = (entry: Entry): ReturnType<Entry["tryLock"]> => {
  try {
    return entry.tryLock();
  } catch {
    return () => undefined;
  }
};

/** Throws the failure of who asked for us. */
const keptIn = (content: Content | undefined, beganMs: number, now: Moment): Kept | undefined => {
  if (content === undefined) return undefined;
  if ("kept" in content) return isServable(content.kept, now) ? content.kept : undefined;
  const { failure, atMs } = content;
  if (atMs >= beganMs - failureCountsMs && atMs <= now.wall) throw new Refused(failure);
  return undefined;
};

/** A new one, that nobody keeps. */
export const lentNow = async (lend: () => Promise<Session>, now: () => Moment): Promise<Kept> => {
  const since = now();
  return { session: await lend(), since };
};

const ask = async (entry: Entry, lend: () => Promise<Session>, { now, describe }: Means): Promise<Kept> => {
  try {
    const kept = await lentNow(lend, now);
    keep(entry, { kept });
    return kept;
  } catch (error) {
    if (!(error instanceof BadInput)) keep(entry, { failure: await describe(error), atMs: now().wall });
    throw error;
  }
};

/** Nor is a full disk. */
const keep = (entry: Entry, content: Content): void => {
  try {
    entry.write(content);
  } catch {
    // the next one asks again
  }
};
