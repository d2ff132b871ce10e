import { expect, test } from "@jest/globals";
import { exampleArn, exampleRow, exampleSession } from "./example-rows.ts";
import { memoryLedger, memoryTable } from "./memory-ledger.ts";

test("one object is the ledger and the session ledger", async () => {
  const ledger = memoryLedger();
  await ledger.open(exampleRow());
  await ledger.saveSession(exampleSession());
  expect(await ledger.creations(exampleArn)).toHaveLength(1);
  expect(await ledger.sessionByKey("ASIAEXAMPLE")).toEqual(exampleSession());
});

test("two ledgers over one table share it", async () => {
  const table = memoryTable();
  await memoryLedger(table).open(exampleRow());
  expect(await memoryLedger(table).byEvent("e-1")).toEqual(exampleRow());
});
