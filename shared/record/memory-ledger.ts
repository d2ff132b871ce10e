import type { Ledger } from "../edges.ts";
import { ledgerOver } from "./ledger.ts";
import { type SessionStore, sessionStore } from "./sessions.ts";
import { type Item, type Key, table as schema, type Table } from "./table.ts";

const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
const order = (a = "", b = ""): number => (a === b ? 0 : a < b ? -1 : 1);

/** The table's semantics without DynamoDB: for `replay`, the simulator and tests. Indexes do not lag. */
export const memoryTable = (): Table & { items(): readonly Item[] } => {
  const partitions = new Map<string, Map<string, Item>>();
  const get = (key: Key): Item | undefined => partitions.get(key.pk)?.get(nameOf(key));
  const items = (): readonly Item[] => [...partitions.values()].flatMap((partition) => [...partition.values()]);

  const put: Table["put"] = async (item, condition) => {
    const there = get(item);
    const refused =
      condition !== undefined && ("absent" in condition ? there !== undefined : there?.version !== condition.version);
    if (refused) return { stored: false, there };
    const partition = partitions.get(item.pk) ?? new Map<string, Item>();
    partitions.set(item.pk, partition.set(nameOf(item), { ...item }));
    return { stored: true };
  };

  const index: Table["index"] = async (name, partition, before, from) => {
    const keys = schema.indexes.find((row) => row.name === name);
    const [by, sort] = [keys?.partitionKey ?? "pk", keys && "sortKey" in keys ? keys.sortKey : "sk"] as const;
    return items()
      .filter((item) => item[by] === partition)
      .filter(
        (item) =>
          (before === undefined || (item[sort] ?? "") < before) && (from === undefined || (item[sort] ?? "") >= from),
      )
      .sort((a, b) => order(a[sort], b[sort]));
  };

  const under: Table["under"] = async (pk, prefix, most) =>
    [...(partitions.get(pk)?.values() ?? [])]
      .filter(({ sk }) => sk.startsWith(prefix))
      .sort((a, b) => order(b.sk, a.sk))
      .slice(0, most);

  return { get: async (key) => get(key), put, under, index, items };
};

/** A ledger that forgets nothing and lives in this process. */
export const memoryLedger = (table: Table = memoryTable()): Ledger & SessionStore => ({
  ...ledgerOver(table, { keep: Number.MAX_SAFE_INTEGER / 2 }),
  ...sessionStore(table),
});
