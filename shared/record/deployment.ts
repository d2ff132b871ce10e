import { toDocument } from "./document.ts";
import { stateKey } from "./keys.ts";
import type { Table } from "./table.ts";

const key = stateKey("deployment");

/** Since when we have watched this account, ISO 8601; undefined when that was never recorded. */
export const watchedSince = async (table: Pick<Table, "get">): Promise<string | undefined> => {
  const item = await table.get(key);
  return item && (JSON.parse(item.document) as { at: string }).at;
};

/** The same, recorded as `now` by whoever asks first. It stays, whatever is deployed later. */
export const recordWatch = async (table: Table, now: string): Promise<string> => {
  const known = await watchedSince(table);
  if (known !== undefined) return known;
  const answer = await table.put({ ...key, document: toDocument({ at: now }) }, { absent: true });
  return answer.stored ? now : ((await watchedSince(table)) ?? now);
};
