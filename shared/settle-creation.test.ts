import { describe, expect, test } from "@jest/globals";
import { aliceProven, creation, notebookArn, row, settings, unattributed, withSettings } from "../test/fixtures.ts";
import { Faults } from "../test/simulator/faults.ts";
import { randomOf } from "../test/simulator/random.ts";
import { epoch, worldOf } from "../test/simulator/world.ts";
import { RetryLater, StaleRow } from "./model/errors.ts";
import type { Attribution } from "./model/owner.ts";
import { act, decide, orItsEnd, storeRow, waitForItsRecord } from "./settle-creation.ts";

const owner = { team: "TeamA", studiouserid: "alice" };
const forged: Attribution = {
  ...aliceProven,
  conflicts: [{ tag: "studiouserid", claimed: "bob", claimedIn: "request", proven: "alice", provenIn: "session" }],
};
const open = { ...row, outcome: "settling", intent: {}, version: 1 } as const;
const { taggedAt: _, ...untagged } = open;

const place = (tags: Record<string, string> = {}) => {
  const world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  world.resources.set(notebookArn, { tags: new Map(Object.entries(tags)), visibleAt: epoch });
  return world;
};

const judged = async (world: ReturnType<typeof place>, change: object = {}, extra: object = {}) => {
  const seen = {
    creation,
    attribution: aliceProven,
    stored: undefined,
    others: [],
    calls: () => world.allCalls,
    ...change,
  };
  if (seen.stored) await world.edges.ledger.open(seen.stored);
  const situation = { delivery: { receiveCount: 1, messageId: "m" }, settings, edges: world.edges, ...extra };
  return orItsEnd(seen, situation, async () => act(seen, await decide(seen, situation), situation));
};

describe("SageMaker calls", () => {
  test.each([
    ["the record shows the right tags", owner, { creation: { ...creation, requestTags: owner } }, 0, "ok"],
    ["nobody is proven", {}, { attribution: unattributed }, 0, "settling"],
    ["a proven owner, no other tags possible", {}, {}, 1, "tagged"],
    [
      "only one key is missing",
      { team: "TeamA" },
      { creation: { ...creation, requestTags: { team: "TeamA" } } },
      1,
      "tagged",
    ],
    ["a truncated record", {}, { creation: { ...creation, tagsComplete: false } }, 2, "tagged"],
    [
      "an app, which gets its profile's tags",
      owner,
      { creation: { ...creation, resource: { arn: notebookArn, kind: "App" } } },
      1,
      "ok",
    ],
    [
      "another person's name",
      { ...owner, studiouserid: "bob" },
      { attribution: forged, creation: { ...creation, requestTags: { ...owner, studiouserid: "bob" } } },
      2,
      "settling",
    ],
    ["after a crash before the write", {}, { stored: { ...untagged, intent: owner } }, 2, "tagged"],
    ["after a crash between the write and its record", owner, { stored: { ...untagged, intent: owner } }, 1, "tagged"],
    [
      "a mismatch that was put right and settles",
      owner,
      { attribution: forged, stored: { ...open, intent: owner, replaced: { studiouserid: "bob" } } },
      0,
      "settling",
    ],
  ])("%s: %#", async (_name, tags, change, calls, outcome) => {
    const world = place(tags as Record<string, string>);
    const { next } = await judged(world, change);
    expect([world.calls, next.outcome]).toEqual([calls, outcome]);
  });

  test("an intent that was not carried out is not taken for done when the evidence is gone", async () => {
    const stored = { ...untagged, intent: owner };
    const { next } = await judged(place(), { attribution: unattributed, stored });
    expect([next.outcome, next.taggedAt]).toEqual(["settling", undefined]);
  });

  test.each([
    ["observe", { mode: "observe" }],
    ["a protected resource", { protected: { roles: [], users: [], resources: [notebookArn] } }],
  ])("%s writes nothing and says what would have been written", async (_name, change) => {
    const world = place();
    const { next } = await judged(world, {}, { settings: withSettings(change as object) });
    expect([world.calls, next.outcome, next.owner]).toEqual([0, "observed", aliceProven.owner]);
  });

  test("the intent is stored before the tags are written", async () => {
    const world = place();
    const seen: unknown[] = [];
    const add = world.edges.tags.add;
    world.edges.tags = {
      ...world.edges.tags,
      add: async (arn, tags) => {
        seen.push((await world.rows())[0]?.intent);
        await add(arn, tags);
      },
    };
    await judged(world);
    expect(seen).toEqual([expect.objectContaining(owner)]);
  });
});

describe("an error of SageMaker", () => {
  const error = (name: string, message = "") =>
    Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
  const failing = async (thrown: Error, age: number, receiveCount: number) => {
    const world = place();
    world.now = epoch + age * 1000;
    world.edges.tags = {
      list: () => Promise.reject(thrown),
      add: () => Promise.reject(thrown),
      remove: () => Promise.reject(thrown),
    };
    const delivery = { receiveCount, messageId: "m" };
    return judged(world, {}, { delivery }).then(
      ({ next, poison }) => `${next.outcome}${poison === undefined ? "" : " and dead letter"}`,
      (retry: unknown) => (retry instanceof RetryLater ? "later" : String(retry)),
    );
  };
  test.each([
    ["not yet visible", error("ValidationException", "Could not find it"), 5, 2, "later"],
    ["gone", error("ValidationException", "Could not find it"), 901, 20, "gone"],
    ["throttled", error("ThrottlingException"), 5, 1, "later"],
    ["throttled for too long", error("ThrottlingException"), 5_000, 50, "failed and dead letter"],
    ["denied", error("AccessDeniedException"), 5, 1, "failed"],
    ["not taggable", error("ValidationException", "Tagging is not supported for this resource"), 5, 1, "failed"],
    ["never seen before", error("SomethingNew"), 5, 1, "failed and dead letter"],
  ])("%s: %s", async (_name, thrown, age, receiveCount, expected) => {
    expect(await failing(thrown, age, receiveCount)).toBe(expected);
  });
});

test.each([
  ["the call's record needs no waiting", { announcedBy: "api" }, "2026-11-22T10:00:00Z", "go on"],
  ["a state change waits a minute", { announcedBy: "state-change" }, "2026-11-22T10:00:30Z", "later"],
  ["and then counts", { announcedBy: "state-change" }, "2026-11-22T10:01:00Z", "go on"],
  ["but not when the resource is old", { announcedBy: "state-change" }, "2026-11-22T11:00:01Z", "ignore"],
] as const)("%s", (_name, change, now, expected) => {
  const said = () => {
    try {
      return waitForItsRecord({ ...creation, ...change }, now);
    } catch (error) {
      return error instanceof RetryLater ? "later" : error;
    }
  };
  expect(said()).toBe(expected);
});

test("of two deliveries that open a creation at once, one is told that it is late", async () => {
  const { edges } = place();
  await storeRow(undefined, untagged, edges);
  await expect(storeRow(undefined, untagged, edges)).rejects.toThrow(StaleRow);
});
