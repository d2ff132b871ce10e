import type { Tags } from "#shared/model/tags.ts";
import { type Answer, fail, ok } from "./check.ts";
import { shapeOf } from "./shape.ts";

/** What the live check does to the account: a free experiment, for at most two minutes. */
export interface Probe {
  /** Answers the ARN. */
  create(name: string): Promise<string>;
  remove(name: string): Promise<void>;
  tags(arn: string): Promise<Tags>;
  /** The recorded outcome and its reason; undefined while there is none. */
  outcome(arn: string): Promise<{ outcome: string; reason: string } | undefined>;
  /** The trail's records of the experiment. */
  records(name: string): Promise<readonly unknown[]>;
  wait(ms: number): Promise<void>;
  now(): number;
}

export interface LiveResult extends Answer {
  /** Seconds from the creation to its tag or its recorded outcome. */
  seconds: number | null;
  shapes: readonly unknown[];
}

const limitMs = 120_000;
const pauseMs = 2_000;
/** A proven owner is tagged within seconds; evidence that is still to come may take 15 minutes, which nobody waits for here. */
const settledMs = 10_000;

interface Seen {
  how: string;
  /** False while a tag may still come. */
  isEnd: boolean;
}

const look = async (arn: string, key: string, probe: Probe): Promise<Seen | undefined> => {
  const team = (await probe.tags(arn))[key];
  if (team !== undefined) return { how: `tagged ${key}=${team}`, isEnd: true };
  const row = await probe.outcome(arn);
  return row && { how: `recorded as ${row.outcome}: ${row.reason}`, isEnd: row.outcome !== "settling" };
};

/** How it ended and after how many seconds: its tag, its outcome, or the first that was recorded of it. */
const awaitEnding = async (
  arn: string,
  key: string,
  start: number,
  probe: Probe,
): Promise<{ how: string; seconds: number } | undefined> => {
  let first: number | undefined;
  for (;;) {
    const seen = await look(arn, key, probe);
    const now = probe.now();
    if (seen) first ??= now;
    if (seen && first !== undefined && (seen.isEnd || now - first >= settledMs)) {
      return { how: seen.how, seconds: ((seen.isEnd ? now : first) - start) / 1000 };
    }
    if (now - start >= limitMs) return undefined;
    await probe.wait(pauseMs);
  }
};

const judge = (arn: string, end: { how: string; seconds: number } | undefined): Answer =>
  end
    ? ok(`${arn}: ${end.how}, after ${end.seconds.toFixed(1)} s`)
    : fail(`${arn} was not seen within ${limitMs / 1000} s`, "look at the other checks: trail, rules, dead-letters");

/** Creates an experiment, waits for what becomes of it, deletes it whatever happens. `key`: what the account calls the tag `team`. */
export const probeLive = async (name: string, key: string, probe: Probe): Promise<LiveResult> => {
  const start = probe.now();
  const arn = await probe.create(name);
  try {
    const end = await awaitEnding(arn, key, start, probe);
    const answer = judge(arn, end);
    const shapes = (await probe.records(name)).map((record) => shapeOf(record));
    return { ...answer, seconds: end?.seconds ?? null, shapes };
  } finally {
    await probe.remove(name);
  }
};
