import { StaleRow } from "../model/errors.ts";
import type { Notice, OutboxRow } from "../model/notice.ts";
import { toDocument } from "./document.ts";
import { noticeKey, secondsAt, sortableTime } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** The notices on their way, one row each. */
export interface Outbox {
  /** Stores a new row, or answers the row that is there. `held`: recorded only, nobody is told. */
  open(notice: Notice, options: { held: boolean }): Promise<OutboxRow>;
  get(id: string): Promise<OutboxRow | undefined>;
  /** Stores `next` if the stored version is still `next.version - 1`; else throws `StaleRow`. */
  update(next: OutboxRow): Promise<void>;
  /** Rows that are `waiting`, of notices from before this time. */
  undelivered(before: string): Promise<readonly OutboxRow[]>;
}

/** `keep`: seconds for which a notice stays after it was made. */
export const outboxOver = (table: Table, { keep }: { keep: number }): Outbox => {
  const get: Outbox["get"] = async (id) => {
    const item = await table.get(noticeKey(id));
    return item && toRow(item);
  };

  const open: Outbox["open"] = async (notice, { held }) => {
    const row: OutboxRow = { notice, state: held ? "held" : "waiting", receipts: [], failures: [], version: 1 };
    const answer = await table.put(toItem(row, keep), { absent: true });
    if (answer.stored) return row;
    const there = answer.there ? toRow(answer.there) : await get(notice.id);
    if (!there) throw new StaleRow(`the notice ${notice.id} came and went`);
    return there;
  };

  const update: Outbox["update"] = async (next) => {
    const { stored } = await table.put(toItem(next, keep), { version: next.version - 1 });
    if (!stored)
      throw new StaleRow(`version ${next.version - 1} of the notice ${next.notice.id} is no longer the newest`);
  };

  const undelivered: Outbox["undelivered"] = async (before) =>
    (await table.index("open", "notice", sortableTime(before))).map(toRow);

  return { open, get, update, undelivered };
};

const toItem = (row: OutboxRow, keep: number): Item => ({
  ...noticeKey(row.notice.id),
  document: toDocument(row),
  version: row.version,
  ttl: secondsAt(row.notice.at, "at") + keep,
  createdAt: sortableTime(row.notice.at),
  type: "notice",
  ...(row.state === "waiting" ? { open: "notice" } : {}),
});

const toRow = ({ document }: Item): OutboxRow => JSON.parse(document) as OutboxRow;
