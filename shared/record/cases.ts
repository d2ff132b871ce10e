import { StaleRow } from "../model/errors.ts";
import { tagMap } from "../model/tags.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import { toDocument } from "./document.ts";
import { caseKey, secondsAt, sortableTime } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** The cases of unowned resources. Writes are conditional: `StaleRow` when the row moved on. */
export interface CaseStore {
  /** Stores a new row, or answers the row that is there. */
  open(row: UnownedCase): Promise<UnownedCase>;
  get(id: string): Promise<UnownedCase | undefined>;
  /** Stores `next` if the stored version is still `next.version - 1`. */
  update(next: UnownedCase): Promise<void>;
  /** Without an end, and opened before this time; oldest first. */
  openCases(before: string): Promise<readonly UnownedCase[]>;
}

/** `keep`: seconds for which a case stays after it was opened, or after its end. */
export const caseStore = (table: Table, { keep }: { keep: number }): CaseStore => {
  const get: CaseStore["get"] = async (id) => {
    const item = await table.get(caseKey(id));
    return item && toCase(item);
  };

  const open: CaseStore["open"] = async (row) => {
    const answer = await table.put(toItem(row, keep), { absent: true });
    if (answer.stored) return row;
    const there = answer.there ? toCase(answer.there) : await get(row.id);
    if (!there) throw new StaleRow(`the case ${row.id} came and went`);
    return there;
  };

  const update: CaseStore["update"] = async (next) => {
    const { stored } = await table.put(toItem(next, keep), { version: next.version - 1 });
    if (!stored) throw new StaleRow(`version ${next.version - 1} of the case ${next.id} is no longer the newest`);
  };

  return {
    open,
    get,
    update,
    openCases: async (before) => (await table.index("open", "case", sortableTime(before))).map(toCase),
  };
};

const toItem = (row: UnownedCase, keep: number): Item => ({
  ...caseKey(row.id),
  document: toDocument(row),
  version: row.version,
  ttl: secondsAt(row.end?.at ?? row.openedAt, "openedAt") + keep,
  createdAt: sortableTime(row.openedAt),
  type: "case",
  kind: row.creation.resource.kind,
  ...(row.end ? { outcome: row.end.how } : { open: "case" }),
});

const toCase = ({ document }: Item): UnownedCase => {
  const row = JSON.parse(document) as UnownedCase;
  return { ...row, creation: { ...row.creation, requestTags: tagMap(Object.entries(row.creation.requestTags)) } };
};
