import { expect, test } from "@jest/globals";
import type { ProbeRow } from "../probe/row.ts";
import { memoryTable } from "./memory-ledger.ts";
import { probesOver } from "./probes.ts";

const row = (at: string, named: readonly string[] = []): ProbeRow => ({
  ...{ at, named, borders: 2, attempts: 32, crossed: [], unknown: [], left: [] },
});

test("the newest of all teams is the last, whatever was tried of some since", async () => {
  const probes = probesOver(memoryTable(), { keep: 60 });
  expect(await probes.last()).toBeUndefined();
  const [first, second] = [row("2026-11-29T03:00:00.000Z"), row("2026-11-30T03:00:00.000Z")];
  for (const each of [second, first, row("2026-11-30T09:00:00.000Z", ["TeamA"])]) await probes.save(each);
  expect(await probes.last()).toEqual(second);
});
