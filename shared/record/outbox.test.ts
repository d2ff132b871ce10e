import { describe, expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { exampleNotice } from "../notify/example-notice.ts";
import { memoryTable } from "./memory-ledger.ts";
import { outboxOver } from "./outbox.ts";

const fixture = () => {
  const table = memoryTable();
  return { table, outbox: outboxOver(table, { keep: 3_600 }) };
};

test("a row is what it was, and is kept as long as it is said", async () => {
  const { table, outbox } = fixture();
  const row = await outbox.open(exampleNotice(), { held: false });
  expect(row).toEqual({ notice: exampleNotice(), state: "waiting", receipts: [], failures: [], version: 1 });
  expect(await outbox.get("unowned#e-1")).toEqual(row);
  expect(await outbox.get("none")).toBeUndefined();
  expect(table.items()).toMatchObject([
    { ttl: Date.parse("2026-11-22T11:15:00Z") / 1000, type: "notice", createdAt: "2026-11-22T10:15:00.000Z" },
  ]);
});

test("of one id there is one row", async () => {
  const { outbox } = fixture();
  const first = await outbox.open(exampleNotice(), { held: true });
  expect(await outbox.open(exampleNotice({ title: "b" }), { held: false })).toEqual(first);
  expect(first.state).toBe("held");
});

test("of two changes of one version the second is refused", async () => {
  const { outbox } = fixture();
  const row = await outbox.open(exampleNotice(), { held: false });
  await outbox.update({ ...row, state: "told", version: 2 });
  await expect(outbox.update({ ...row, state: "failed", version: 2 })).rejects.toThrow(StaleRow);
  expect((await outbox.get(row.notice.id))?.state).toBe("told");
});

describe("what is undelivered", () => {
  test("is what waits, and was made before then", async () => {
    const { outbox } = fixture();
    for (const [id, at, held] of [
      ["early", "2026-11-22T10:00:00Z", false],
      ["late", "2026-11-22T10:10:00Z", false],
      ["held", "2026-11-22T09:00:00Z", true],
    ] as const)
      await outbox.open(exampleNotice({ id, at }), { held });
    const found = await outbox.undelivered("2026-11-22T10:05:00Z");
    expect(found.map(({ notice }) => notice.id)).toEqual(["early"]);
  });
});
