import { RetryLater } from "#shared/model/errors.ts";
import type { Means } from "#shared/notify/means.ts";
import { below, type Random } from "../simulator/random.ts";

/** The process died: nothing of it is caught and stored, and its message comes back when its visibility is over. */
export class Crash extends RetryLater {
  constructor() {
    super("the process died", 720);
  }
}

type Effects = Omit<Means, "settings" | "topicArn" | "now" | "retryIn" | "writeMetric">;

/**
 * The same means, of a process that dies at one of its calls: before it, or after it and before its answer is read. From
 * then on it does nothing more.
 */
export const mortal = (means: Means, random: Random, onCrash: () => void): Means => {
  let [left, isDead] = [below(random, 14), false];
  const die = (): never => {
    if (!isDead) onCrash();
    isDead = true;
    throw new Crash();
  };
  const guarded =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      if (isDead) die();
      if (left === 0 && below(random, 2) === 0) die();
      const answer = await call(...args);
      if (left-- <= 0 || isDead) die();
      return answer;
    };
  const all = <Calls extends object>(calls: Calls): Calls =>
    Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [name, guarded(call as () => Promise<unknown>)]),
    ) as Calls;
  const { outbox, recipients, threads, slack, topics, enqueue } = means;
  const effects: Effects = {
    outbox: all(outbox),
    recipients: all(recipients),
    threads: all(threads),
    slack: all(slack),
    topics: all(topics),
    enqueue: guarded(enqueue),
  };
  return { ...means, ...effects };
};
