import { epochOf } from "../../model/time.ts";
import type { Counted } from "./report.ts";

/** Counts by name, with first and last time. Of more names than the limit, only the number of acts is kept, under `…`. */
export interface Tally {
  add(name: string, at: string, count?: number): void;
  /** The most frequent first. */
  list(): readonly Counted[];
}

export const others = "…";

export const tally = (limit = 500): Tally => {
  const rows = new Map<string, Counted>();
  return {
    add(name, at, count = 1) {
      const key = rows.has(name) || rows.size < limit ? name : others;
      const row = rows.get(key);
      rows.set(key, {
        name: key,
        count: (row?.count ?? 0) + count,
        first: row === undefined || isBefore(at, row.first) ? at : row.first,
        last: row === undefined || isBefore(row.last, at) ? at : row.last,
      });
    },
    list: () => [...rows.values()].toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
  };
};

export const isBefore = (one: string, other: string): boolean => (epochOf(one) ?? 0) < (epochOf(other) ?? 0);

/** A row for each name, made when it is first asked for; beyond the limit all share one, named `…`. */
export const rowsOf = <Row>(make: () => Row, limit = 500): { row(name: string): Row; entries(): [string, Row][] } => {
  const rows = new Map<string, Row>();
  return {
    row(name) {
      const key = rows.has(name) || rows.size < limit ? name : others;
      const row = rows.get(key) ?? make();
      rows.set(key, row);
      return row;
    },
    entries: () => [...rows],
  };
};
