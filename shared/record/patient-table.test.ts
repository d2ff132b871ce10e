import { describe, expect, test } from "@jest/globals";
import { RetryLater } from "../model/errors.ts";
import { exampleRow } from "./example-rows.ts";
import { ledgerOver } from "./ledger.ts";
import { memoryTable } from "./memory-ledger.ts";
import { patientTable } from "./patient-table.ts";
import type { Table } from "./table.ts";

const failing = (name: string): Table => {
  const fail = () => Promise.reject(Object.assign(new Error("no"), { name }));
  return { get: fail, put: fail, under: fail, index: fail };
};

const calls: readonly [string, (table: Table) => Promise<unknown>][] = [
  ["get", (table) => table.get({ pk: "p", sk: "s" })],
  ["put", (table) => table.put({ pk: "p", sk: "s", document: "{}" })],
  ["under", (table) => table.under("p", "s")],
  ["index", (table) => table.index("open", "open")],
];

describe.each(calls)("%s", (_, call) => {
  test.each<[string, number]>([
    ["ProvisionedThroughputExceededException", 7],
    ["TimeoutError", 7],
    ["AccessDeniedException", 60],
    ["ResourceNotFoundException", 60],
  ])("%s comes again in %d s", async (name, seconds) => {
    const failure = await call(patientTable(failing(name), () => 7)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RetryLater);
    expect(failure).toMatchObject({ seconds, message: `the ledger: ${name}: no` });
  });
  test("what no waiting mends comes as it is", async () => {
    await expect(call(patientTable(failing("SerializationException"), () => 7))).rejects.not.toBeInstanceOf(RetryLater);
  });
});

test("a long ladder stays long for a missing permission", async () => {
  const failure = await patientTable(failing("AccessDenied"), () => 300)
    .get({ pk: "p", sk: "s" })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ seconds: 300 });
});

test("nothing else changes", async () => {
  const ledger = ledgerOver(
    patientTable(memoryTable(), () => 7),
    { keep: 60 },
  );
  await ledger.open(exampleRow());
  expect(await ledger.byEvent("e-1")).toEqual(exampleRow());
  expect(await ledger.creations(exampleRow().resource.arn)).toHaveLength(1);
});
