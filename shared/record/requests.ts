import { epochOf } from "../model/time.ts";
import { toDocument } from "./document.ts";
import { requestKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** Seconds. After five minutes a request of Slack's is refused for its age, and after ten a proof of the broker's. */
const remembered = 3_600;

/** Remembers a request, or a proof, by its digest; false where it was taken before. `now` is ISO 8601. */
export const claimRequest = async (table: Pick<Table, "put">, digest: string, now: string): Promise<boolean> => {
  const ttl = Math.floor((epochOf(now) ?? 0) / 1000) + remembered;
  const { stored } = await table.put(
    { ...requestKey(digest), document: toDocument({ at: now }), ttl },
    { absent: true },
  );
  return stored;
};
