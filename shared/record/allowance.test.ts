import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { StaleRow } from "../model/errors.ts";
import { isoAt } from "../model/time.ts";
import { takeAllowance } from "./allowance.ts";
import { memoryTable } from "./memory-ledger.ts";
import type { Table } from "./table.ts";

const at = (minute: number): string => isoAt(Date.UTC(2026, 10, 22, 10, minute));
const ask = (table: Table, id: string, minute: number, perHour = 2) =>
  takeAllowance(table, { name: "destructive", perHour, id, now: at(minute) });

test("so many in an hour, and then when the first of them is an hour old", async () => {
  const table = memoryTable();
  expect(await ask(table, "a", 0)).toBeUndefined();
  expect(await ask(table, "b", 10)).toBeUndefined();
  expect(await ask(table, "c", 20)).toBe(at(60));
  expect(await ask(table, "c", 59)).toBe(at(60));
  expect(await ask(table, "c", 60)).toBeUndefined();
  expect(await ask(table, "d", 61)).toBe(at(70));
});

test("the same act asks again and takes nothing more", async () => {
  const table = memoryTable();
  for (const minute of [0, 1, 59]) expect(await ask(table, "a", minute)).toBeUndefined();
  expect(await ask(table, "b", 59)).toBeUndefined();
  expect(await ask(table, "c", 59)).toBe(at(60));
});

test("where none is allowed, none is, ever", async () => {
  expect(await ask(memoryTable(), "a", 0, 0)).toBe(at(60));
});

test("a limit that was lowered waits until enough of the hour's acts are over", async () => {
  const table = memoryTable();
  for (const [index, id] of ["a", "b", "c"].entries()) await ask(table, id, index, 3);
  expect(await ask(table, "d", 10, 1)).toBe(at(62));
});

test("of two that ask at the same time one gets it, the other asks again", async () => {
  const table = memoryTable();
  await ask(table, "z", 0, 9);
  const answers = await Promise.allSettled([ask(table, "a", 1, 9), ask(table, "b", 1, 9)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toBeInstanceOf(StaleRow);
});

describe("whatever is asked and when", () => {
  const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 600 })), { maxLength: 60 });
  test("no hour has more than the limit, and who has to wait is told a later time", async () => {
    await fc.assert(
      fc.asyncProperty(asks, fc.integer({ min: 0, max: 5 }), async (list, perHour) => {
        const table = memoryTable();
        const taken: { id: number; minute: number }[] = [];
        for (const [id, minute] of list.toSorted((a, b) => a[1] - b[1])) {
          const free = await ask(table, String(id), minute, perHour);
          const isNew = !taken.some((act) => act.id === id && act.minute > minute - 60);
          if (free !== undefined) expect(free > at(minute)).toBe(true);
          else if (isNew) taken.push({ id, minute });
          const lately = taken.filter((act) => act.minute > minute - 60);
          expect(lately.length).toBeLessThanOrEqual(perHour);
        }
      }),
    );
  });

  test("more than two hundred in an hour are still counted", async () => {
    const table = memoryTable();
    for (let index = 0; index < 250; index++) expect(await ask(table, `id-${index}`, 0, 250)).toBeUndefined();
    expect(await ask(table, "one more", 1, 250)).toBe(at(60));
  });
});
