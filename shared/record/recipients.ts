import { StaleRow } from "../model/errors.ts";
import { dueAt, type Recipient } from "../notify/grouping.ts";
import { toDocument } from "./document.ts";
import { recipientKey, secondsAt, sortableTime } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** What each recipient was sent lately. */
export interface Recipients {
  /** Of version 0 where nothing is stored. */
  get(to: string): Promise<Recipient>;
  /** Throws `StaleRow` when the stored version is not `next.version - 1`. */
  update(next: Recipient): Promise<void>;
  /** Those whose digest was due before this time. */
  due(before: string): Promise<readonly Recipient[]>;
}

/** Seconds for which a recipient is kept after it was last told of something. */
const keep = 30 * 86_400;

export const recipientsOver = (table: Table, now: () => string): Recipients => ({
  get: async (to) => {
    const item = await table.get(recipientKey(to));
    return item ? toRecipient(item) : { to, sent: [], opened: 0, version: 0 };
  },
  update: async (next) => {
    const condition = next.version <= 1 ? ({ absent: true } as const) : { version: next.version - 1 };
    const { stored } = await table.put(toItem(next, now()), condition);
    if (!stored) throw new StaleRow(`version ${next.version - 1} of a recipient is no longer the newest`);
  },
  due: async (before) => (await table.index("open", "digest", sortableTime(before))).map(toRecipient),
});

const toItem = (recipient: Recipient, now: string): Item => {
  const due = dueAt(recipient);
  return {
    ...recipientKey(recipient.to),
    document: toDocument(recipient),
    version: recipient.version,
    ttl: secondsAt(now, "now") + keep,
    ...(due === undefined ? {} : { open: "digest", createdAt: sortableTime(due) }),
  };
};

const toRecipient = ({ document }: Item): Recipient => JSON.parse(document) as Recipient;
