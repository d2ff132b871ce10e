import { expect, test } from "@jest/globals";
import { recordWatch, watchedSince } from "./deployment.ts";
import { memoryTable } from "./memory-ledger.ts";

const [first, later] = ["2026-11-22T10:00:00Z", "2026-12-01T00:00:00Z"];

test("whoever asks first records the time, and it stays", async () => {
  const table = memoryTable();
  expect(await watchedSince(table)).toBeUndefined();
  expect(await recordWatch(table, first)).toBe(first);
  expect(await recordWatch(table, later)).toBe(first);
  expect(await watchedSince(table)).toBe(first);
});

test("of two who ask at once, both hear what the first recorded", async () => {
  const table = memoryTable();
  let asked = 0;
  const racing = {
    ...table,
    get: async (key: Parameters<typeof table.get>[0]) => (asked++ < 2 ? undefined : table.get(key)),
  };
  expect(await Promise.all([recordWatch(racing, first), recordWatch(racing, later)])).toEqual([first, first]);
});
