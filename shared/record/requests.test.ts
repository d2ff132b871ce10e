import { expect, test } from "@jest/globals";
import { memoryTable } from "./memory-ledger.ts";
import { claimRequest } from "./requests.ts";

test("a digest is taken once, and its mark ends after an hour", async () => {
  const table = memoryTable();
  const at = "2026-11-22T10:00:00.250Z";
  expect(await claimRequest(table, "a", at)).toBe(true);
  expect(await claimRequest(table, "a", "2026-11-22T10:04:00Z")).toBe(false);
  expect(await claimRequest(table, "b", at)).toBe(true);
  expect(table.items().map(({ ttl }) => ttl)).toEqual(Array(2).fill(Date.parse("2026-11-22T11:00:00Z") / 1000));
});
