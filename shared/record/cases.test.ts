import { describe, expect, test } from "@jest/globals";
import { dynamoTable } from "../aws/dynamodb.ts";
import { StaleRow } from "../model/errors.ts";
import { tagMap } from "../model/tags.ts";
import { caseStore } from "./cases.ts";
import { exampleCase, unownedCreation } from "./example-case.ts";
import { fakeDynamo } from "./fake-dynamo.ts";
import { memoryTable } from "./memory-ledger.ts";
import type { Table } from "./table.ts";

const keep = 400 * 86_400;
const row = exampleCase();
const end = { at: "2026-11-24T10:00:00Z", how: "stopped", detail: "nobody answered" } as const;
const tables: readonly [string, () => Table][] = [
  ["in memory", memoryTable],
  [
    "in DynamoDB",
    () => {
      const { send } = fakeDynamo();
      return dynamoTable("sagewarden", () => ({ send }));
    },
  ],
];

describe.each(tables)("cases %s", (_, makeTable) => {
  const made = () => caseStore(makeTable(), { keep });

  test("what was opened is there, and nothing else", async () => {
    const cases = made();
    expect(await cases.open(row)).toBe(row);
    expect(await cases.get(row.id)).toEqual(row);
    expect(await cases.get("unknown")).toBeUndefined();
  });

  test("a second opening changes nothing and gets the case that is there", async () => {
    const cases = made();
    await cases.open(row);
    await cases.update({ ...row, execution: "arn:execution", version: 2 });
    expect(await cases.open({ ...row, openedAt: "2026-11-23T00:00:00Z" })).toEqual({
      ...row,
      execution: "arn:execution",
      version: 2,
    });
  });

  test("of updates at the same time one wins, the others are stale", async () => {
    const cases = made();
    await cases.open(row);
    const tried = ["a", "b", "c"].map((execution) => cases.update({ ...row, execution, version: 2 }));
    const results = await Promise.allSettled(tried);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(StaleRow);
  });

  test("what was never opened cannot be updated", async () => {
    await expect(made().update({ ...row, version: 2 })).rejects.toThrow(StaleRow);
  });

  test("a case is open until its end", async () => {
    const cases = made();
    const later = exampleCase({ creation: unownedCreation({ eventId: "e-2" }), openedAt: "2026-11-22T11:00:00Z" });
    await cases.open(later);
    await cases.open(row);
    expect((await cases.openCases("2026-11-23T00:00:00Z")).map(({ id }) => id)).toEqual([row.id, later.id]);
    expect((await cases.openCases(later.openedAt)).map(({ id }) => id)).toEqual([row.id]);
    await cases.update({ ...row, end, version: 2 });
    expect((await cases.openCases("2026-11-25T00:00:00Z")).map(({ id }) => id)).toEqual([later.id]);
  });

  test("hostile tags come back as they were", async () => {
    const cases = made();
    const requestTags = tagMap([["__proto__", "x"]]);
    const hostile = exampleCase({ creation: unownedCreation({ requestTags }) });
    await cases.open(hostile);
    expect(Object.entries((await cases.get(hostile.id))?.creation.requestTags ?? {})).toEqual([["__proto__", "x"]]);
  });
});

test("the item carries what indexes and filters need, and lives on after its end", async () => {
  const table = memoryTable();
  const cases = caseStore(table, { keep });
  await cases.open(row);
  const opened = Date.parse(row.openedAt) / 1000;
  expect(table.items()[0]).toMatchObject({ type: "case", open: "case", kind: "NotebookInstance", ttl: opened + keep });
  await cases.update({ ...row, end, version: 2 });
  const [item] = table.items();
  expect(item).toMatchObject({ type: "case", outcome: "stopped", ttl: Date.parse(end.at) / 1000 + keep, version: 2 });
  expect(item).not.toHaveProperty("open");
});

test("a case that vanishes between the refusal and the reading is stale", async () => {
  const table: Table = { ...memoryTable(), put: async () => ({ stored: false, there: undefined }) };
  await expect(caseStore(table, { keep }).open(row)).rejects.toThrow(StaleRow);
});
