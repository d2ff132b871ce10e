import type { DecoySession } from "#shared/aws/exercise/decoy.ts";
import type { Incident, RungId, UpTo } from "#shared/model/incident.ts";
import { follow, isDone, isFinal } from "./follow.ts";
import type { IncidentMeans } from "./incident-means.ts";

/** What an exercise does to the account, beside the orders. Tests answer from a table. */
export interface ExerciseMeans extends IncidentMeans {
  make(): Promise<void>;
  /** With all that is on it; nothing where it is gone. */
  remove(): Promise<unknown>;
  /** Undefined: the role may not be taken. */
  take(): Promise<DecoySession | undefined>;
}

/** Seconds since the order: to contain, of `restored` and `works` to restore. Null: it was not measured, or did not come about. */
export interface Times {
  /** Until the old session's first AccessDenied. */
  denied: number | null;
  /** Until its last call that went through, where one did after the first AccessDenied: IAM answers by old state for a while. */
  lastAllowed: number | null;
  contained: number | null;
  /** Until a new session was refused, at the door or at its first call. */
  newSessionRefused: number | null;
  restored: number | null;
  /** Until a session from after the restore did its work. */
  works: number | null;
  rungs: Readonly<Partial<Record<RungId, number>>>;
}

export interface Exercise {
  incident: string | null;
  seconds: Times;
  /** The old session after the restore. */
  oldSession: "denied" | "allowed" | null;
  /** Empty: it passed. */
  failures: readonly string[];
}

/** A new role takes effect within seconds, at times within a minute. */
const readyMs = 90_000;
const pauseMs = 200;

class Stopped extends Error {}

type Clock = () => number;

const clockFrom = (means: ExerciseMeans): Clock => {
  const start = means.now();
  return () => Math.round(means.now() - start) / 1_000;
};

/** Asks until the answer is there, for as long as IAM may need. */
const until = async <Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  means: ExerciseMeans,
): Promise<Answer> => {
  const end = means.now() + readyMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (means.isInterrupted()) throw new Stopped("it was interrupted");
    if (means.now() >= end) throw new Stopped(`${what} within ${readyMs / 1_000} s`);
    await means.wait(pauseMs);
  }
};

/** A session that does its work. */
const workingSession = async (means: ExerciseMeans): Promise<DecoySession | undefined> => {
  const session = await means.take();
  return session !== undefined && (await session.call()) === "allowed" ? session : undefined;
};

/** Calls without a stop, as an intruder would. */
const loop = (session: DecoySession, clock: Clock, means: ExerciseMeans) => {
  const seen: { denied: number | null; allowed: number | null } = { denied: null, allowed: null };
  let isOver = false;
  const work = async (): Promise<void> => {
    while (!isOver && !means.isInterrupted()) {
      const answer = await session.call();
      if (answer === "denied") seen.denied ??= clock();
      else seen.allowed = clock();
      await means.wait(pauseMs);
    }
  };
  const ended = work();
  // Whoever stops it hears of a fault; nobody waits for it before.
  ended.catch(() => undefined);
  return {
    seen,
    stop: async () => {
      isOver = true;
      await ended;
    },
  };
};

const ordered = async (
  role: string,
  op: "contain" | "restore",
  means: ExerciseMeans,
  more: object,
  onRung: (rung: RungId) => void = () => undefined,
): Promise<Incident> => {
  const { refused } = await means.ask({ op, role, ...more });
  if (refused !== undefined) throw new Stopped(`${op} was refused: ${refused}`);
  const { incident, end } = await follow({ role, way: op }, means, (line) => isFinal(line) && onRung(line.rung));
  if (end === "interrupted") throw new Stopped("it was interrupted");
  if (incident === undefined || !isDone(incident, op))
    throw new Stopped(`${op}: the incident is ${incident?.phase ?? "not there"}: ${incident?.why ?? ""}`);
  return incident;
};

const wayBack = { all: true, acceptDrift: true };

/** An exercise that was cut off has left its incident open: a decoy of today would join it. */
const endFormer = async (role: string, means: ExerciseMeans): Promise<void> => {
  const { incident } = await means.status(role);
  const isOpen = ["opened", "held", "containing", "contained", "failed", "restoring"];
  if (incident !== undefined && isOpen.includes(incident.phase)) await ordered(role, "restore", means, wayBack);
  await means.remove();
};

const empty: Times = {
  ...{ denied: null, lastAllowed: null, contained: null, newSessionRefused: null, restored: null, works: null },
  rungs: {},
};

/**
 * Contains a decoy by the same way as a vendor's role, with a session of it at work, and puts it back. The decoy is removed
 * whatever happens.
 */
export const runExercise = async (
  { role, upTo, vendor }: { role: string; upTo: UpTo; vendor: string },
  means: ExerciseMeans,
  say: (text: string) => void,
): Promise<Exercise> => {
  const found: Found = { incident: null, seconds: empty, oldSession: null, failures: [] };
  await endFormer(role, means);
  try {
    say(`making the decoy ${role}`);
    await means.make();
    const old = await until("no session of the decoy worked", () => workingSession(means), means);
    await contained({ role, upTo, vendor, old }, found, means, say);
    await putBack({ role, old }, found, means, say);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    found.failures = [...found.failures, error.message];
  } finally {
    await means.remove();
    say("the decoy is removed");
  }
  return found;
};

type Found = { -readonly [Key in keyof Exercise]: Exercise[Key] };

const contained = async (
  { role, upTo, vendor, old }: { role: string; upTo: UpTo; vendor: string; old: DecoySession },
  found: Found,
  means: ExerciseMeans,
  say: (text: string) => void,
): Promise<void> => {
  const clock = clockFrom(means);
  const rungs: Partial<Record<RungId, number>> = {};
  const calls = loop(old, clock, means);
  say("ordering its containment, while a session of it works");
  try {
    const reason = `exercise of the containment of ${vendor}`;
    const onRung = (rung: RungId): void => {
      rungs[rung] = clock();
    };
    const incident = await ordered(role, "contain", means, { upTo, reason }, onRung);
    found.incident = incident.id;
    const contained = clock();
    const fresh = upTo === "sessions" ? "not asked" : await means.take();
    const isRefused = fresh === undefined || (fresh !== "not asked" && (await fresh.call()) === "denied");
    const newSessionRefused = isRefused ? clock() : null;
    found.seconds = { ...found.seconds, contained, newSessionRefused, rungs };
    if (fresh !== "not asked" && !isRefused)
      found.failures = [...found.failures, "a new session worked after `contained`"];
  } finally {
    await calls.stop();
    const { denied, allowed } = calls.seen;
    const lastAllowed = denied !== null && allowed !== null && allowed > denied ? allowed : null;
    found.seconds = { ...found.seconds, denied, lastAllowed };
  }
  found.failures = [...found.failures, ...heldOf(found.seconds)];
};

const heldOf = ({ denied, lastAllowed, contained }: Times): readonly string[] => {
  if (denied === null) return ["the old session was never refused"];
  return lastAllowed !== null && contained !== null && lastAllowed > contained
    ? ["the old session worked after `contained`"]
    : [];
};

const putBack = async (
  { role, old }: { role: string; old: DecoySession },
  found: Found,
  means: ExerciseMeans,
  say: (text: string) => void,
): Promise<void> => {
  const clock = clockFrom(means);
  say("ordering its restore");
  await ordered(role, "restore", means, wayBack);
  found.seconds = { ...found.seconds, restored: clock() };
  await until("no session worked after the restore", () => workingSession(means), means);
  found.seconds = { ...found.seconds, works: clock() };
  found.oldSession = await old.call();
  if (found.oldSession === "allowed") found.failures = [...found.failures, "the old session works again"];
};
