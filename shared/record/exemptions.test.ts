import { beforeEach, expect, test } from "@jest/globals";
import { PoisonRecord, StaleRow } from "../model/errors.ts";
import { exampleArn, exampleExemption } from "./example-rows.ts";
import { exemptionStore } from "./exemptions.ts";
import { memoryTable } from "./memory-ledger.ts";

const keep = 1_000;
let table = memoryTable();
let store = exemptionStore(table, { keep });
beforeEach(() => {
  table = memoryTable();
  store = exemptionStore(table, { keep });
});

test("what was put is there, and nothing else", async () => {
  await store.put(exampleExemption());
  expect(await store.get(exampleArn)).toEqual(exampleExemption());
  expect(await store.get(`${exampleArn}-2`)).toBeUndefined();
});

test("it goes after its last day, the retention later", async () => {
  await store.put(exampleExemption({ until: "2026-12-24" }));
  expect(table.items()).toMatchObject([{ ttl: Date.parse("2026-12-25T00:00:00Z") / 1000 + keep }]);
});

test("the next version takes the place of the one before", async () => {
  await store.put(exampleExemption());
  const ended = exampleExemption({ version: 2, ended: { at: "2026-11-23T10:00:00Z", by: "bob" } });
  await store.put(ended);
  expect(await store.get(exampleArn)).toEqual(ended);
});

test.each([
  ["the first again", 1],
  ["a version left out", 3],
])("%s is refused, and what is there stays", async (_, version) => {
  await store.put(exampleExemption());
  await expect(store.put(exampleExemption({ version, by: "mallory" }))).rejects.toThrow(StaleRow);
  expect(await store.get(exampleArn)).toEqual(exampleExemption());
});

test("a second version without a first is refused", async () => {
  await expect(store.put(exampleExemption({ version: 2 }))).rejects.toThrow(StaleRow);
});

test("a day that is none is refused", async () => {
  await expect(store.put(exampleExemption({ until: "soon" }))).rejects.toThrow(PoisonRecord);
});

test("those that end within a span, soonest first; what was taken back does not end", async () => {
  const end = (arn: string, until: string, change: object = {}) =>
    store.put(exampleExemption({ arn, until, ...change }));
  await end("arn:later", "2026-12-31");
  await end("arn:second", "2026-12-30");
  await end("arn:first", "2026-12-24");
  await end("arn:before", "2026-12-23");
  await end("arn:back", "2026-12-25", { ended: { at: "2026-11-23T10:00:00Z", by: "bob" } });
  const found = await store.ending("2026-12-24", "2026-12-31");
  expect(found.map(({ arn }) => arn)).toEqual(["arn:first", "arn:second"]);
});
