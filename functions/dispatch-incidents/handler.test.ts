import { expect, test } from "@jest/globals";
import { exampleEdges } from "#shared/contain/example-edges.ts";
import { later } from "#shared/contain/example-incident.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { place } from "#shared/restore/fixture.ts";
import { account, role, vendorSettings } from "#shared/vendors/watch/example-acts.ts";
import { handler, makeHandler } from "./handler.ts";

const order = { op: "status", role, by: `arn:aws:iam::${account}:user/anna`, type: "operator" };

test("an order is answered", async () => {
  const settings = vendorSettings();
  const { edges } = exampleEdges(settings, memoryTable(), () => later(0));
  const run = makeHandler({
    settings: async () => settings,
    edges: async () => ({
      ...edges,
      place: { ...place, partition: "aws", account },
      roles: { read: async () => ({ value: undefined, at: later(0) }) },
      rungs: async () => [],
    }),
  });
  expect(await run(order)).toEqual({ lines: [] });
  await expect(run({ ...order, op: "x" })).rejects.toThrow("the order: op: expected contain");
});

test("the deployed handler says what its surroundings lack", async () => {
  await expect(handler(order, { getRemainingTimeInMillis: () => 30_000 } as never)).rejects.toThrow();
});
