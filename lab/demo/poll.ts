import { setTimeout as sleep } from "node:timers/promises";

const everyMs = 200;
const patienceMs = 180_000;

/** Looks until there is something. */
export const poll = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`the lab made no ${what}`);
    await sleep(everyMs);
  }
};
