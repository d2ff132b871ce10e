import type { Session } from "#shared/assume/model.ts";
import { BadInput, Refused } from "#shared/model/errors.ts";
import type { Content, Entry } from "./entry.ts";
import { isServable } from "./servable.ts";

interface Means {
  now(): number;
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
export const serve = async (entry: Entry, lend: () => Promise<Session>, means: Means): Promise<Session> => {
  const beganMs = means.now();
  const known = (): Session | undefined => sessionOf(entry.read(), beganMs, means.now());
  for (let waitedMs = 0; waitedMs < longestWaitMs; ) {
    const session = known();
    if (session !== undefined) return session;
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
const sessionOf = (content: Content | undefined, beganMs: number, nowMs: number): Session | undefined => {
  if (content === undefined) return undefined;
  if ("kept" in content) return isServable(content.kept, nowMs) ? content.kept.session : undefined;
  const { failure, atMs } = content;
  if (atMs >= beganMs - failureCountsMs && atMs <= nowMs) throw new Refused(failure);
  return undefined;
};

const ask = async (entry: Entry, lend: () => Promise<Session>, { now, describe }: Means): Promise<Session> => {
  try {
    const session = await lend();
    keep(entry, { kept: { session, keptMs: now() } });
    return session;
  } catch (error) {
    if (!(error instanceof BadInput)) keep(entry, { failure: await describe(error), atMs: now() });
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
