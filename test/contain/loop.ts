import type { Random } from "../simulator/random.ts";

interface Due {
  at: number;
  /** Of two that are due at once, chance decides. */
  order: number;
  work(): void;
}

/** A clock that stands still while anybody works, and jumps to what is due next. */
export const virtualLoop = (random: Random, begin: number) => {
  let ms = begin;
  const waiting: Due[] = [];
  const at = (when: number, work: () => void): void => {
    waiting.push({ at: Math.max(when, ms), order: random(), work });
  };
  const next = (until: number): Due | undefined => {
    let first = -1;
    for (const [index, each] of waiting.entries()) {
      const best = waiting[first];
      if (!best || each.at < best.at || (each.at === best.at && each.order < best.order)) first = index;
    }
    const due = waiting[first];
    if (!due || due.at > until) return undefined;
    waiting.splice(first, 1);
    return due;
  };
  return {
    now: (): number => ms,
    at,
    sleep: (duration: number): Promise<void> => new Promise((resolve) => at(ms + duration, resolve)),
    /** Until nothing is due any more before then. Answers how many turns it took. */
    run: async (until: number): Promise<number> => {
      for (let turns = 0; ; turns++) {
        const due = next(until);
        if (!due) return turns;
        if (turns > 100_000) throw new Error("the loop does not end");
        ms = due.at;
        due.work();
        // All promises that can settle do so before the clock moves on.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
};

export type Loop = ReturnType<typeof virtualLoop>;
