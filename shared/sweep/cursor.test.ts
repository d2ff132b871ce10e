import { describe, expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { tagMap } from "../model/tags.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { begin, type Cursor, cursorStore, cursorText, noStore } from "./cursor.ts";

const startedAt = "2026-11-22T10:00:00.000Z";
const fresh = begin(startedAt);

describe("the cursor's row", () => {
  test("comes back as it was saved, one version later", async () => {
    const store = cursorStore(memoryTable());
    expect(await store.load()).toBeUndefined();
    const progress = { "us-east-1 ListModels": { token: "t".repeat(8_192), pages: 1, isDone: false } };
    const saved = await store.save({ ...fresh, progress });
    expect(saved.version).toBe(1);
    expect(await store.load()).toEqual({ ...fresh, progress, version: 1 });
  });

  test("two runs cannot both go on", async () => {
    const store = cursorStore(memoryTable());
    const saved = await store.save(fresh);
    await store.save(saved);
    await expect(store.save(saved)).rejects.toThrow(StaleRow);
    await expect(store.save(fresh)).rejects.toThrow(StaleRow);
  });

  test("too large for an item: the longest tokens are given up, and their lists read once more", () => {
    const list = (index: number) => [
      `list-${index}`,
      { token: "x".repeat(index === 7 ? 9_000 : 8_000), pages: 3, isDone: false },
    ];
    const progress = Object.fromEntries(Array.from({ length: 40 }, (_, index) => list(index)));
    const text = cursorText({ ...fresh, progress });
    const left = JSON.parse(text) as Cursor;
    expect(text.length).toBeLessThanOrEqual(300_000);
    expect(Object.keys(left.progress).length).toBeGreaterThan(30);
    expect(left.progress).not.toHaveProperty("list-7");
  });
});

test("a new sweep begins at the beginning, with what the last one learnt", () => {
  const last = {
    ...fresh,
    judged: 7,
    parts: 3,
    learnt: { "us-east-1 sagemaker ListModels": { rate: 2, burst: 5 } },
    comparedUntil: startedAt,
    version: 9,
  };
  const next = begin("2026-11-23T10:00:00.000Z", last);
  expect(next).toMatchObject({ judged: 0, parts: 0, progress: {}, learnt: last.learnt, version: 9 });
  expect(next.comparedUntil).toBe(startedAt);
});

describe("parts", () => {
  const listed = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      arn: `arn:${index}`,
      kind: "Model",
      name: "n".repeat(1_000),
    }));

  test("come back whole, however large, tags as maps without a prototype", async () => {
    const store = cursorStore(memoryTable());
    const part = { listed: listed(1_000), tagged: [["arn:1", tagMap([["__proto__", "x"]])]] as const };
    const saved = await store.savePart(fresh, part);
    expect(saved.parts).toBeGreaterThan(2);
    const parts = await store.loadParts(saved);
    expect(parts.flatMap((one) => one.listed.map(({ arn }) => arn))).toHaveLength(1_000);
    const tags = parts.flatMap((one) => one.tagged)[0]?.[1] ?? {};
    expect(Object.entries(tags)).toEqual([["__proto__", "x"]]);
    expect(Object.getPrototypeOf(tags)).toBeNull();
  });

  test("every item is one that DynamoDB takes", async () => {
    const table = memoryTable();
    await cursorStore(table).savePart(fresh, { listed: listed(2_000), tagged: [] });
    for (const { document, ttl } of table.items()) {
      expect(document.length).toBeLessThanOrEqual(300_000);
      expect(ttl).toBeGreaterThan(0);
    }
  });

  test("one that no cursor counts is written over", async () => {
    const store = cursorStore(memoryTable());
    await store.savePart(fresh, { listed: listed(1), tagged: [] });
    const saved = await store.savePart(fresh, { listed: listed(2), tagged: [] });
    expect((await store.loadParts(saved)).map((part) => part.listed.length)).toEqual([2]);
  });

  test("nothing read, nothing stored", async () => {
    expect((await cursorStore(memoryTable()).savePart(fresh, { listed: [], tagged: [] })).parts).toBe(0);
  });
});

test("by hand nothing is kept", async () => {
  const saved = await noStore.save(await noStore.savePart(fresh, { listed: [], tagged: [] }));
  expect([saved.version, saved.parts, await noStore.load(), await noStore.loadParts(saved)]).toEqual([
    1,
    0,
    undefined,
    [],
  ]);
});
