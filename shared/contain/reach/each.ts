import { IamRefusal } from "../../model/role-image.ts";
import { secondsBetween } from "../../model/time.ts";

/** IAM answers some 15 calls a second to an account. */
const atOnce = 4;
/** Seconds. One look proves both kinds at once, then denies the one and the other, and an invocation has 60. */
export const budget = 15;

/**
 * Each item by itself: one that fails keeps no other back. Errors that may pass are thrown when all have had their turn, so that
 * all is tried again; `late` answers for what the time was too short for.
 */
export const forEach = async <Item, Answer>(
  items: readonly Item[],
  now: () => string,
  work: (item: Item) => Promise<Answer>,
  late: (item: Item) => Answer,
  seconds: number = budget,
): Promise<readonly Answer[]> => {
  const began = now();
  const answers = new Map<number, Answer>();
  const failures: unknown[] = [];
  const waiting = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next;
      try {
        answers.set(index, secondsBetween(began, now()) > seconds ? late(item) : await work(item));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
  return items.flatMap((_, index) => (answers.has(index) ? [answers.get(index) as Answer] : []));
};

/** What IAM would not do, as a sentence; whatever may pass is thrown on. */
export const refusalIn = (error: unknown): IamRefusal => {
  if (error instanceof IamRefusal) return error;
  throw error;
};
