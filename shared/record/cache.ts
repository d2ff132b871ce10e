import { epochOf } from "../model/time.ts";
import { toDocument } from "./document.ts";
import type { Key, Table } from "./table.ts";

/** What AWS answered, kept for a while in the ledger's table. DynamoDB deletes late, so each read looks at the clock. */
export const tableCache = (table: Table, now: () => string) => {
  const seconds = (): number => Math.floor((epochOf(now()) ?? 0) / 1000);

  /** The kept answer, else `ask`'s, which is kept for as many seconds as it says. Undefined is not kept. */
  return async <Answer>(
    key: Key,
    keepFor: (answer: Answer) => number,
    ask: () => Promise<Answer | undefined>,
  ): Promise<Answer | undefined> => {
    const kept = await table.get(key);
    if (kept && (kept.ttl ?? 0) > seconds()) return JSON.parse(kept.document) as Answer;
    const answer = await ask();
    if (answer !== undefined)
      await table.put({ ...key, document: toDocument(answer), ttl: seconds() + keepFor(answer) });
    return answer;
  };
};

export type TableCache = ReturnType<typeof tableCache>;
