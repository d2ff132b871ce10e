import { expect, test } from "@jest/globals";
import { incidentPhases } from "../model/incident.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { role, vendorSettings } from "../vendors/watch/example-acts.ts";
import { disturb } from "./disturb.ts";
import { exampleEdges } from "./example-edges.ts";
import { exampleIncident, later } from "./example-incident.ts";

const fixture = async (change: Parameters<typeof exampleIncident>[0] = {}) => {
  const memory = exampleEdges(vendorSettings(), memoryTable(), () => later(100));
  await memory.edges.incidents.save(exampleIncident({ phase: "contained", ...change, version: 1 }));
  return memory;
};
const act = { at: later(90), what: "containment-undone: mallory did DeleteRolePolicy" };
const holder = { execution: "arn:x", kind: "contain" as const, fence: 1, until: later(200) };

test("is recorded and counted once, however often the record comes, and looked at each time", async () => {
  const { edges, done } = await fixture({ holder });
  for (const _ of "123") await disturb(role, [act], edges);
  expect(done).toEqual(["count ContainmentDisturbed"]);
  expect((await edges.incidents.current(role))?.disturbed).toEqual([act]);
});

test("of a flood the newest are kept, and one write is made of a batch", async () => {
  const { edges } = await fixture({ holder });
  const flood = Array.from({ length: 90 }, (_, index) => ({ ...act, at: later(index) }));
  await disturb(role, flood, edges);
  const row = await edges.incidents.current(role);
  expect([row?.version, row?.disturbed.length, row?.disturbed.at(-1)?.at]).toEqual([2, 20, later(89)]);
});

test("those of one moment are all recorded", async () => {
  const { edges } = await fixture({ holder });
  await Promise.all([1, 2, 3].map((second) => disturb(role, [{ ...act, at: later(second) }], edges)));
  expect((await edges.incidents.current(role))?.disturbed).toHaveLength(3);
});

test("a drill alarms nobody", async () => {
  const { edges, done } = await fixture({ exercise: true, holder });
  await disturb(role, [act], edges);
  expect(done).toEqual([]);
});

test.each(incidentPhases)("phase %s", async (phase) => {
  const { edges } = await fixture({ phase });
  const isGuarded = ["containing", "contained", "failed"].includes(phase);
  expect((await disturb(role, [act], edges)) !== undefined).toBe(isGuarded);
});

test("what the role did that was made anew is not this incident's", async () => {
  const { edges } = await fixture({ phase: "failed", replacedBy: { id: "AROANEW", createdAt: later(60) } });
  expect(await disturb(role, [act], edges)).toBeUndefined();
});

test("a role without an incident", async () => {
  const { edges } = await fixture();
  expect(await disturb(`${role}-2`, [act], edges)).toBeUndefined();
});
