import { expect, test } from "@jest/globals";
import { memoryTable } from "./memory-ledger.ts";
import { saveRotation } from "./rotations.ts";

test("each end of a rotation is kept once, as it was first", async () => {
  const table = memoryTable();
  const row = { vendor: "auger", act: "begun", version: "v2", at: "2026-11-29T12:00:00Z", by: "arn:x" } as const;
  await saveRotation(table, row);
  await saveRotation(table, { ...row, at: "2026-11-29T13:00:00Z" });
  await saveRotation(table, { ...row, act: "finished", at: "2026-11-30T12:00:00Z" });
  const rows = await table.under("vendor#auger", "rotation#");
  expect(rows.map(({ document }) => JSON.parse(document)).toSorted((a, b) => a.at.localeCompare(b.at))).toEqual([
    row,
    { ...row, act: "finished", at: "2026-11-30T12:00:00Z" },
  ]);
});
