import { expect, test } from "@jest/globals";
import { StaleRow } from "../model/errors.ts";
import { auditStatesOver } from "./audit-state.ts";
import { memoryTable } from "./memory-ledger.ts";

test("of two that begin an audit one may", async () => {
  const states = auditStatesOver(memoryTable());
  expect(await states.read()).toEqual({ startedAt: undefined, endedAt: undefined, version: 0 });
  const begun = { startedAt: "2026-07-01T10:00:00Z", endedAt: undefined, version: 1 };
  await states.save(begun);
  await expect(states.save(begun)).rejects.toThrow(StaleRow);
  await states.save({ ...begun, endedAt: "2026-07-01T10:01:00Z", version: 2 });
  await expect(states.save({ ...begun, version: 2 })).rejects.toThrow(StaleRow);
  expect((await states.read()).endedAt).toBe("2026-07-01T10:01:00Z");
});
