import { expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { memoryTable } from "./memory-ledger.ts";
import { recipientsOver } from "./recipients.ts";

const now = "2026-11-22T10:15:00Z";
const fixture = () => {
  const table = memoryTable();
  return { table, recipients: recipientsOver(table, () => now) };
};

test("who was never told of anything has no past", async () => {
  const { recipients } = fixture();
  expect(await recipients.get("U1")).toEqual({ to: "U1", sent: [], opened: 0, version: 0 });
});

test("what is stored comes back, and two cannot store at once", async () => {
  const { recipients, table } = fixture();
  const next = { ...(await recipients.get("U1")), sent: [{ id: "n", at: now }], version: 1 };
  await recipients.update(next);
  expect(await recipients.get("U1")).toEqual(next);
  await expect(recipients.update(next)).rejects.toThrow(StaleRow);
  await recipients.update({ ...next, version: 2 });
  expect(table.items()[0]).not.toHaveProperty("open");
});

test("those whose digest is due are found", async () => {
  const { recipients } = fixture();
  const digest = (dueAt: string) => ({ id: "d", dueAt, ids: ["n"] });
  const base = { sent: [], opened: 1, version: 1 };
  await recipients.update({ ...base, to: "U1", digest: digest("2026-11-22T10:10:00Z") });
  await recipients.update({ ...base, to: "U2", digest: digest("2026-11-22T10:20:00Z") });
  await recipients.update({ ...base, to: "U3", closing: digest("2026-11-22T10:00:00Z") });
  expect((await recipients.due(now)).map(({ to }) => to)).toEqual(["U3", "U1"]);
});
