import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { StaleRow } from "../model/errors.ts";
import { isoAt } from "../model/time.ts";
import { memoryTable } from "./memory-ledger.ts";
import type { Table } from "./table.ts";
import { tallyOver } from "./tally.ts";

const at = (minute: number): string => isoAt(Date.UTC(2026, 6, 1, 10, minute));
const tallies = (table: Table = memoryTable(), perHour = 10) => {
  const tally = tallyOver(table, { perHour, within: 600 });
  return (id: string, minute: number) => tally(id, at(minute));
};

test("tells how many others there were, within the burst's span and the hour", async () => {
  const tally = tallies();
  expect(await tally("a", 0)).toEqual({ burst: 0, hour: 0 });
  expect(await tally("b", 5)).toEqual({ burst: 1, hour: 1 });
  expect(await tally("c", 12)).toEqual({ burst: 1, hour: 2 });
  expect(await tally("d", 61)).toEqual({ burst: 0, hour: 2 });
});

test("asking again counts nothing more, and keeps the first time", async () => {
  const tally = tallies();
  for (const minute of [0, 1, 50]) expect(await tally("a", minute)).toEqual({ burst: 0, hour: 0 });
  expect(await tally("b", 51)).toEqual({ burst: 0, hour: 1 });
  for (const minute of [52, 60]) expect(await tally("b", minute)).toEqual({ burst: 0, hour: 1 });
  expect(await tally("c", 60)).toEqual({ burst: 1, hour: 1 });
});

test("of names as long as IAM takes them, the row holds as many as it keeps", async () => {
  const table = memoryTable();
  const sizes: number[] = [];
  const put: Table["put"] = (item, condition) => {
    sizes.push(Buffer.byteLength(item.document));
    return table.put(item, condition);
  };
  const tally = tallies({ ...table, put });
  for (let index = 0; index < 50; index++) await tally(`role-acme-1 ${"x".repeat(700)}-${index}`, index % 9);
  // 2,000 of them in DynamoDB's 400 KB.
  expect((sizes.at(-1) ?? 0) / 50).toBeLessThan(150);
});

test("what is over the limit is part of a burst, and takes nothing of the hour", async () => {
  const tally = tallies(memoryTable(), 1);
  await tally("a", 0);
  for (const id of ["b", "c", "d"]) expect((await tally(id, 1)).hour).toBe(1);
  expect(await tally("e", 2)).toEqual({ burst: 4, hour: 1 });
  // The hour of the first is over: one of those that waited takes its place.
  expect(await tally("b", 60)).toEqual({ burst: 0, hour: 0 });
  expect(await tally("c", 60)).toEqual({ burst: 1, hour: 1 });
});

test("where none is allowed, each is over", async () => {
  const tally = tallies(memoryTable(), 0);
  for (const id of ["a", "b"]) expect((await tally(id, 0)).hour).toBe(0);
});

test("those of one moment see each other", async () => {
  const tally = tallies();
  const found = await Promise.all(["a", "b", "c", "d"].map((id) => tally(id, 0)));
  expect(found.map(({ burst }) => burst).toSorted()).toEqual([0, 1, 2, 3]);
});

test("where others always are faster it is stale", async () => {
  const table: Table = { ...memoryTable(), put: async () => ({ stored: false, there: undefined }) };
  await expect(tallies(table)("a", 0)).rejects.toThrow(StaleRow);
});

describe("whatever is counted and when", () => {
  const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 90 })), { maxLength: 40 });
  test("no hour lets more begin than the limit", async () => {
    await fc.assert(
      fc.asyncProperty(asks, fc.integer({ min: 0, max: 4 }), async (list, perHour) => {
        const tally = tallies(memoryTable(), perHour);
        const begun = new Map<string, number>();
        for (const [id, minute] of list.toSorted((one, other) => one[1] - other[1])) {
          const { hour } = await tally(String(id), minute);
          if (hour < perHour && !((begun.get(String(id)) ?? -99) > minute - 60)) begun.set(String(id), minute);
          expect([...begun.values()].filter((begin) => begin > minute - 60).length).toBeLessThanOrEqual(perHour);
        }
      }),
    );
  });
});
