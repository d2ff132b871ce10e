import { beforeEach, describe, expect, test } from "@jest/globals";
import {
  account,
  aliceProven,
  costKeys,
  creation,
  notebookArn,
  row,
  settings,
  withKeys,
  withSettings,
} from "../test/fixtures.ts";
import { Faults } from "../test/simulator/faults.ts";
import { randomOf } from "../test/simulator/random.ts";
import { type World, worldOf } from "../test/simulator/world.ts";
import type { Creation } from "./model/activity.ts";
import { PoisonRecord, RetryLater } from "./model/errors.ts";
import type { CreationRow } from "./model/outcome.ts";
import { ownEvents } from "./model/own-event.ts";
import { nobody } from "./model/owner.ts";
import { handle } from "./pipeline.ts";

const day = "2026-11-23T10:00:00Z";
const owner = { team: "TeamA", studiouserid: "alice" };
const naming = {
  id: "answer-1",
  resource: creation.resource,
  eventId: creation.eventId,
  owner,
  at: "2026-11-22T12:00:00Z",
  by: "alice in Slack, confirmed by carol",
};
const unowned: CreationRow = { ...row, owner: nobody, outcome: "unowned", intent: {}, version: 1 };

let world: World;
const tags = () => Object.fromEntries(world.resources.get(notebookArn)?.tags ?? []);
const has = (held: Record<string, string>) =>
  world.resources.set(notebookArn, { tags: new Map(Object.entries(held)), visibleAt: 0 });
const say = (detailType: string, detail: unknown, using = settings) =>
  handle(
    JSON.parse(JSON.stringify({ source: "sagewarden", "detail-type": detailType, detail })),
    { receiveCount: 1, messageId: "m" },
    using,
    world.edges,
  );
const stored = async () => (await world.edges.ledger.creations(notebookArn))[0];

beforeEach(() => {
  world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  world.now = Date.parse(day);
});

describe("a named owner", () => {
  beforeEach(async () => {
    has({});
    await world.edges.ledger.open(unowned);
  });

  test("is recorded with who said so, and written", async () => {
    await say(ownEvents.named, naming);
    expect(tags()).toEqual(owner);
    expect(await stored()).toMatchObject({
      outcome: "tagged",
      owner: { studiouserid: { value: "alice", evidence: { resolver: "person", field: naming.by } } },
      history: [{ at: naming.at, by: naming.by }],
    });
  });

  test("is written under the keys that the settings choose", async () => {
    await say(ownEvents.named, naming, withKeys(costKeys));
    const written = { CostTeam: "TeamA", StudioUser: "alice" };
    expect(tags()).toEqual(written);
    expect(await stored()).toMatchObject({ outcome: "tagged", intent: written });
  });

  test("named twice is one entry and one write", async () => {
    for (let time = 0; time < 3; time++) await say(ownEvents.named, naming);
    expect((await stored())?.history).toHaveLength(1);
    expect(world.allCalls).toBe(4); // read, add, then a read for each repetition
  });

  test("does not undo what a person said later", async () => {
    const later = { at: "2026-11-22T13:00:00Z", outcome: "ok", verdict: "ok", reason: "", by: "bob" } as const;
    await world.edges.ledger.update({ ...unowned, history: [later], version: 2 });
    await say(ownEvents.named, naming);
    expect(tags()).toEqual({});
  });

  test("is recorded and not written in observe mode", async () => {
    await say(ownEvents.named, naming, withSettings({ mode: "observe" }));
    expect(tags()).toEqual({});
    expect(await stored()).toMatchObject({ outcome: "observed", intent: owner });
  });

  test.each([
    ["who is not in the directory", { team: "TeamA", studiouserid: "mallory" }],
    ["called __proto__", { team: "TeamA", studiouserid: "__proto__" }],
    ["of another team", { team: "TeamB", studiouserid: "alice" }],
  ])("%s is refused", async (_, wrong) => {
    await expect(say(ownEvents.named, { ...naming, owner: wrong })).rejects.toThrow(PoisonRecord);
    expect(await stored()).toMatchObject({ version: 1 });
  });

  test.each([
    ["evidence", { owner: row.owner, outcome: "tagged" }],
    ["an approver", { owner: row.owner, outcome: "ok" }],
  ] as const)("comes too late where %s named one before", async (_, first) => {
    await world.edges.ledger.update({ ...unowned, ...first, version: 2 });
    await say(ownEvents.named, { ...naming, owner: { team: "TeamB", studiouserid: "bob" } });
    expect(tags()).toEqual({});
    expect(await stored()).toMatchObject({ version: 2 });
  });

  test("is not written to another resource that has the name by now", async () => {
    const later = { eventId: "later", announcements: ["later"], createdAt: "2026-11-22T11:00:00Z" };
    await world.edges.ledger.open({ ...unowned, ...later });
    await say(ownEvents.named, naming);
    expect(tags()).toEqual({});
    expect((await world.edges.ledger.creations(notebookArn)).map(({ version }) => version)).toEqual([1, 1]);
  });

  test("of an announcement that gave its row to a better one is written all the same", async () => {
    await world.edges.ledger.update({ ...unowned, announcements: ["state", creation.eventId], version: 2 });
    await say(ownEvents.named, { ...naming, eventId: "state" });
    expect(tags()).toEqual(owner);
  });

  test("of a creation that is not recorded yet waits", async () => {
    const arn = notebookArn.replace("churn", "other");
    const resource = { arn, kind: "NotebookInstance" };
    await expect(say(ownEvents.named, { ...naming, resource })).rejects.toThrow(RetryLater);
  });
});

describe("what the sweep found", () => {
  const found: Creation = {
    ...creation,
    eventId: "sweep-1",
    eventName: "Sweep",
    announcedBy: "sweep",
    principal: { type: "Unknown" },
    account,
  };

  test("gets its recorded owner back", async () => {
    has({ team: "TeamB", studiouserid: "bob" });
    await world.edges.ledger.open({ ...row, version: 1 });
    await say(ownEvents.found, { ...found, requestTags: { team: "TeamB", studiouserid: "bob" } });
    expect(tags()).toEqual(owner);
    expect(await stored()).toMatchObject({ outcome: "tagged", version: 1 });
  });

  test("and never announced is nobody's, whatever its tags say, and a case", async () => {
    has(owner);
    await say(ownEvents.found, { ...found, requestTags: owner });
    expect(await stored()).toMatchObject({ outcome: "unowned", announcedBy: "sweep" });
    expect([...world.cases]).toEqual(["sweep-1"]);
  });

  test("and was exempt gets the owner that its record proved, once the exemption is over", async () => {
    has({});
    await world.edges.ledger.open({ ...row, outcome: "exempt", owner: aliceProven.owner, version: 1 });
    await say(ownEvents.found, found);
    expect(await stored()).toMatchObject({ outcome: "tagged", owner: aliceProven.owner });
    expect(tags()).toEqual(owner);
    expect([...world.cases]).toEqual([]);
  });

  test("keeps the part of an owner that its record proved", async () => {
    has({});
    const team = { ...nobody, team: aliceProven.owner.team };
    await world.edges.ledger.open({ ...unowned, owner: team, intent: { team: "TeamA" } });
    await say(ownEvents.found, found);
    expect(await stored()).toMatchObject({ outcome: "unowned", owner: team });
    expect(tags()).toEqual({ team: "TeamA" });
  });

  test("and contradicts its record stays a mismatch, and no case", async () => {
    has({});
    const team = { ...nobody, team: aliceProven.owner.team };
    await world.edges.ledger.open({ ...unowned, outcome: "mismatch", owner: team });
    await say(ownEvents.found, found);
    expect(await stored()).toMatchObject({ outcome: "mismatch", owner: team });
    expect(tags()).toEqual({ team: "TeamA" });
    expect([...world.cases]).toEqual([]);
  });

  test("under the name of a resource that is gone gets nothing of its owner's, and is a case", async () => {
    has({});
    await world.edges.ledger.open({ ...row, version: 1 });
    await say(ownEvents.found, { ...found, at: "2026-11-22T18:00:00Z" });
    expect(tags()).toEqual({});
    expect(await stored()).toMatchObject({ outcome: "unowned", announcedBy: "sweep" });
    expect([...world.cases]).toEqual(["sweep-1"]);
  });

  test("keeps the name of the creation that is recorded", async () => {
    has({});
    await world.edges.ledger.open(unowned);
    await say(ownEvents.found, found);
    expect(await world.edges.ledger.creations(notebookArn)).toHaveLength(1);
    expect([...world.cases]).toEqual([creation.eventId]);
    expect(world.outcomes).toEqual([]); // it had that outcome before
  });
});

test("a recheck tags what late evidence proves", async () => {
  has({});
  await world.edges.ledger.open(unowned);
  world.edges.lookups = { ...world.edges.lookups, roleTags: async () => ({}), userTags: async () => ({}) };
  const principal = { type: "IAMUser", account, userName: "alice", arn: `arn:aws:iam::${account}:user/alice` };
  await say(ownEvents.recheck, { ...creation, principal });
  expect(tags()).toEqual(owner);
  expect(await stored()).toMatchObject({ outcome: "tagged" });
});

test("a recheck without new evidence changes nothing", async () => {
  has({});
  await world.edges.ledger.open(unowned);
  await say(ownEvents.recheck, creation);
  expect(tags()).toEqual({});
  expect(await stored()).toMatchObject({ outcome: "unowned" });
});
