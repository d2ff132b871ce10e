import { beforeEach, expect, test } from "@jest/globals";
import { notebookArn, row, settings, withSettings } from "../test/fixtures.ts";
import { Faults } from "../test/simulator/faults.ts";
import { randomOf } from "../test/simulator/random.ts";
import { type World, worldOf } from "../test/simulator/world.ts";
import type { Situation } from "./edges.ts";
import { PoisonRecord, RetryLater } from "./model/errors.ts";
import type { CreationRow } from "./model/outcome.ts";
import { putOwnerBack } from "./put-back.ts";

const owner = { team: "TeamA", studiouserid: "alice" };
const at = "2026-11-22T11:00:00Z";
let world: World;
let stored: CreationRow;

const putBack = (change: Partial<Situation> = {}) =>
  putOwnerBack({ resource: { arn: notebookArn }, at }, stored, {
    delivery: { receiveCount: 1, messageId: "m" },
    settings,
    edges: world.edges,
    ...change,
  });
const tags = () => Object.fromEntries(world.resources.get(notebookArn)?.tags ?? []);

beforeEach(async () => {
  world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  world.now = Date.parse(at) + 5_000;
  world.resources.set(notebookArn, { tags: new Map([["studiouserid", "bob"]]), visibleAt: 0 });
  stored = { ...row, version: 1 };
  await world.edges.ledger.open(stored);
});

test("the recorded owner's tags are there in the end", async () => {
  await putBack();
  expect(tags()).toEqual(owner);
});

test("the mode holds", async () => {
  await putBack({ settings: withSettings({ mode: "observe" }) });
  expect(tags()).toEqual({ studiouserid: "bob" });
  expect(world.allCalls).toBe(0);
});

test("when the row moved meanwhile, the newer owner is put back", async () => {
  const { add } = world.edges.tags;
  const bob = { ...row.owner, studiouserid: row.owner.studiouserid && { ...row.owner.studiouserid, value: "carol" } };
  let moves = 1;
  world.edges.tags = {
    ...world.edges.tags,
    add: async (arn, written) => {
      if (moves-- > 0) await world.edges.ledger.update({ ...stored, owner: bob, version: 2 });
      await add(arn, written);
    },
  };
  await putBack();
  expect(tags()).toEqual({ team: "TeamA", studiouserid: "carol" });
});

test("what has the name of a resource that is gone keeps its own tags", async () => {
  const later = { eventId: "later", announcements: ["later"], createdAt: "2026-11-22T10:30:00Z" };
  await world.edges.ledger.open({ ...row, ...later, version: 1 });
  await putBack();
  expect(tags()).toEqual({ studiouserid: "bob" });
});

test("what is gone needs nothing", async () => {
  world.resources.clear();
  await putBack();
});

const failing = (name: string) => {
  const error = Object.assign(new Error(name), { name, $metadata: { httpStatusCode: 400 } });
  world.edges.tags = { ...world.edges.tags, list: () => Promise.reject(error) };
};

test("a throttle comes back, until the last delivery", async () => {
  failing("ThrottlingException");
  await expect(putBack()).rejects.toThrow(RetryLater);
  await expect(putBack({ delivery: { receiveCount: 50, messageId: "m" } })).rejects.toThrow(PoisonRecord);
});

test("a refusal is for somebody to look at", async () => {
  failing("AccessDeniedException");
  await expect(putBack()).rejects.toThrow(/could not be put back/);
});
