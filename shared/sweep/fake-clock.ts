import type { Clock } from "./budget.ts";

export interface FakeClock extends Clock {
  /** Takes as long as an answer would. */
  after(ms: number): Promise<void>;
}

interface Sleeper {
  at: number;
  wake(): void;
}

/** Lets everything that can go on now go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

/** A clock that jumps to the next sleeper whenever nobody can go on: hours pass in no time, and always alike. */
export const fakeClock = (start = 0): FakeClock => {
  let [now, isTurning] = [start, false];
  let sleepers: Sleeper[] = [];

  const turn = async (): Promise<void> => {
    isTurning = true;
    while (sleepers.length > 0) {
      await settle();
      const first = sleepers.reduce((a, b) => (b.at < a.at ? b : a));
      sleepers = sleepers.filter((sleeper) => sleeper !== first);
      now = Math.max(now, first.at);
      first.wake();
      await settle();
    }
    isTurning = false;
  };

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      sleepers.push({ at: now + Math.max(0, ms), wake: resolve });
      if (!isTurning) void turn();
    });
  return { now: () => now, sleep, after: sleep };
};
