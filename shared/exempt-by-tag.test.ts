import { beforeEach, describe, expect, test } from "@jest/globals";
import { creation, notebookArn, retag, row, settings, unattributed } from "../test/fixtures.ts";
import { Faults } from "../test/simulator/faults.ts";
import { randomOf } from "../test/simulator/random.ts";
import { type World, worldOf } from "../test/simulator/world.ts";
import { exemptAtCreation, exemptByTag } from "./exempt-by-tag.ts";
import { RetryLater } from "./model/errors.ts";
import type { CreationRow } from "./model/outcome.ts";
import { nobody } from "./model/owner.ts";
import type { StoredExemption } from "./model/stored-exemption.ts";
import { handle } from "./pipeline.ts";
import { type Case, decide } from "./settle-creation.ts";

const user = (userName: string) =>
  ({
    type: "IAMUser",
    account: creation.account,
    userName,
    arn: `arn:aws:iam::111122223333:user/${userName}`,
  }) as const;
const asked = { "sagewarden:exempt-until": "2026-12-24", "sagewarden:exempt-reason": "a demonstration" };
const unowned: CreationRow = {
  ...row,
  outcome: "unowned",
  owner: { team: row.owner.team, studiouserid: null },
  version: 1,
};
let world: World;
beforeEach(() => {
  world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  world.now = Date.parse(retag.at) + 5_000;
});

const situation = (change: object = {}) => ({
  delivery: { receiveCount: 1, messageId: "m" },
  settings: { ...settings, ...change },
  edges: world.edges,
});
/** What the sweep sends of a resource whose exemption is over. */
const look = async () => {
  world.resources.set(notebookArn, { tags: new Map(), visibleAt: 0 });
  const detail = { ...creation, announcedBy: "sweep", principal: { type: "Unknown" } };
  const { delivery, settings: by, edges } = situation();
  await handle({ source: "sagewarden", "detail-type": "Sagewarden Found", detail }, delivery, by, edges);
};
const newest = async () => (await world.edges.ledger.creations(notebookArn))[0];
const stored = () => world.edges.exemptions.get(notebookArn);

describe("AddTags", () => {
  beforeEach(async () => void (await world.edges.ledger.open(unowned)));
  const add = (who: string, change: object = {}, extra: object = {}) =>
    exemptByTag({ ...retag, principal: user(who), added: asked, ...change }, situation(extra));

  test("by the team's approver exempts the resource, and the ledger tells who", async () => {
    await add("carol");
    expect(await stored()).toMatchObject({ until: "2026-12-24", by: "carol", source: "tag", at: retag.at });
    expect(await newest()).toMatchObject({ outcome: "exempt", exemption: { source: "tag", until: "2026-12-24" } });
    expect([world.notices, world.allCalls]).toEqual([[], 0]);
  });

  test("once more changes nothing", async () => {
    await add("carol");
    const before = await newest();
    await add("carol");
    expect([await newest(), (await stored())?.version]).toEqual([before, 1]);
  });

  test("stored, but the row was not: the next delivery does the rest", async () => {
    const { update } = world.edges.ledger;
    world.edges.ledger.update = async () => Promise.reject(new RetryLater("DynamoDB is throttled", 1));
    await expect(add("carol")).rejects.toThrow(RetryLater);
    world.edges.ledger.update = update;
    await add("carol");
    expect((await newest())?.outcome).toBe("exempt");
  });

  test.each([
    ["a member of the team", "alice", {}],
    ["another team's approver", "bob", { teams: { TeamA: { approvers: [] }, TeamB: { approvers: ["bob"] } } }],
    ["somebody whom the directory does not know", "mallory", {}],
  ])("by %s exempts nothing, and is told once", async (_, who, extra) => {
    await add(who, {}, extra);
    await add(who, {}, extra);
    expect([await stored(), (await newest())?.outcome]).toEqual([undefined, "unowned"]);
    expect(new Set(world.notices.map(({ id }) => id)).size).toBe(1);
    expect(world.notices[0]).toMatchObject({
      type: "claim-unproven",
      severity: "medium",
      team: "TeamA",
      detail: expect.stringContaining("sagewarden:exempt-until=2026-12-24"),
    });
  });

  test("a day too far does not lengthen what an approver allowed", async () => {
    await add("carol");
    await add("carol", {
      eventId: "e",
      at: "2026-11-22T12:00:00Z",
      added: { "sagewarden:exempt-until": "2036-01-01" },
    });
    expect([(await stored())?.until, world.notices.length]).toEqual(["2026-12-24", 1]);
  });

  test("of the reason alone, and of other tags, costs nothing", async () => {
    world.edges.exemptions = { get: () => Promise.reject(new Error("read")), put: () => Promise.reject(new Error()) };
    await add("carol", { added: { "sagewarden:exempt-reason": "because", studiouserid: "bob" } });
    expect(world.notices).toEqual([]);
  });

  test("waits while the team is not known yet; a general approver needs none", async () => {
    const early = { at: "2026-11-22T10:00:10Z" };
    world.now = Date.parse("2026-11-22T10:00:20Z");
    await world.edges.ledger.update({ ...unowned, owner: nobody, outcome: "settling", version: 2 });
    await expect(add("carol", early)).rejects.toThrow(RetryLater);
    await add("carol", early, { approvers: ["carol"] });
    expect(await stored()).toMatchObject({ by: "carol" });
  });
});

test("an exemption that is over comes back by itself: the next sweep opens the case", async () => {
  await world.edges.ledger.open(unowned);
  await exemptByTag({ ...retag, principal: user("carol"), added: asked }, situation());
  await look();
  expect([(await newest())?.outcome, world.cases.size]).toEqual(["exempt", 0]);
  world.now = Date.parse("2026-12-25T00:00:00Z");
  await look();
  expect(await newest()).toMatchObject({ outcome: "unowned" });
  expect([...world.cases]).toEqual([unowned.eventId]);
});

describe("DeleteTags", () => {
  const removal = { ...retag, eventName: "DeleteTags", eventId: "gone", at: "2026-11-22T12:00:00Z", added: {} };
  const remove = () => exemptByTag({ ...removal, removed: ["sagewarden:exempt-until"] }, situation());

  test("by anybody ends it early", async () => {
    await world.edges.ledger.open(unowned);
    await exemptByTag({ ...retag, principal: user("carol"), added: asked }, situation());
    await remove();
    expect(await stored()).toMatchObject({ ended: { by: expect.stringContaining("role/Eve") } });
    expect(await newest()).toMatchObject({ outcome: "exempt", reason: expect.stringContaining("took the exemption") });
  });

  test("leaves it to the sweep, whose look finds it nobody's", async () => {
    await world.edges.ledger.open(unowned);
    await exemptByTag({ ...retag, principal: user("carol"), added: asked }, situation());
    await remove();
    await look();
    const { outcome, owner, history } = (await newest()) ?? unowned;
    // Its team is proven, and was not written while it was exempt.
    expect([outcome, owner.team?.value, history.at(-2)?.outcome]).toEqual(["unowned", "TeamA", "settling"]);
    expect(history.map(({ by }) => by)).toEqual([
      "carol",
      expect.stringContaining("role/Eve"),
      "sagewarden",
      "sagewarden",
    ]);
    expect([...world.cases]).toEqual([unowned.eventId]);
  });

  test("whose record comes first ends it too", async () => {
    await world.edges.ledger.open(unowned);
    await remove();
    await exemptByTag({ ...retag, principal: user("carol"), added: asked }, situation());
    expect((await newest())?.outcome).toBe("unowned");
  });

  test("leaves alone what was answered in Slack", async () => {
    const answered: StoredExemption = { ...exemption, source: "slack" };
    await world.edges.exemptions.put(answered);
    await remove();
    expect(await stored()).toEqual(answered);
  });
});

const exemption: StoredExemption = {
  arn: notebookArn,
  until: "2026-12-24",
  by: "carol",
  reason: "trial",
  at: "2026-11-22T10:30:00Z",
  source: "slack",
  version: 1,
};

describe("at a creation", () => {
  const seen = (change: Partial<Case> = {}): Case => ({
    creation,
    attribution: unattributed,
    stored: { ...row, outcome: "settling", owner: nobody, intent: {}, version: 1 },
    others: [],
    calls: () => 0,
    ...change,
  });
  const judge = async (one: Case, extra: object = {}) =>
    (await exemptAtCreation(one, await decide(one, situation(extra)), situation(extra))).decision;
  beforeEach(() => void world.resources.set(notebookArn, { tags: new Map(), visibleAt: 0 }));

  test("what nobody owns is exempt by what is stored, once the evidence had its time", async () => {
    await world.edges.exemptions.put(exemption);
    expect(await judge(seen())).toMatchObject({ verdict: "exempt", exemption: { source: "slack" } });
    world.now = Date.parse(creation.at) + 60_000;
    expect((await judge(seen())).verdict).toBe("unowned");
  });

  test("it comes back by itself the day after", async () => {
    await world.edges.exemptions.put(exemption);
    world.now = Date.parse("2026-12-25T00:00:00Z");
    expect((await judge(seen())).verdict).toBe("unowned");
  });

  test("the name of an exempt resource does not exempt the next one", async () => {
    await world.edges.exemptions.put(exemption);
    const next = { ...row, createdAt: "2026-11-22T10:31:00Z" };
    expect((await judge(seen({ stored: next }))).verdict).toBe("unowned");
  });

  test("a forged tag is put right, whatever is stored", async () => {
    await world.edges.exemptions.put(exemption);
    world.resources.set(notebookArn, { tags: new Map([["studiouserid", "bob"]]), visibleAt: 0 });
    const owned = seen({ attribution: { ...unattributed, owner: row.owner }, stored: { ...row, intent: {} } });
    expect(await judge(owned)).toMatchObject({ verdict: "mismatch", write: { studiouserid: "alice" } });
  });

  test("the usual path reads nothing", async () => {
    world.edges.exemptions = { get: () => Promise.reject(new Error("read")), put: () => Promise.reject(new Error()) };
    const owned = seen({ attribution: { ...unattributed, owner: row.owner }, stored: undefined });
    expect((await judge(owned)).verdict).toBe("tag");
  });

  const asking = (who: string) => ({ ...creation, principal: user(who), requestTags: asked });

  test("the request's tag counts when its author is an approver", async () => {
    const verdict = (await judge(seen({ creation: asking("carol") }), { approvers: ["carol"] })).verdict;
    expect([verdict, (await stored())?.at, world.notices]).toEqual(["exempt", creation.at, []]);
  });

  test.each(["alice", "mallory"])("by %s it exempts nothing, and is told", async (who) => {
    expect((await judge(seen({ creation: asking(who) }))).verdict).toBe("unowned");
    expect([await stored(), world.notices.map(({ type }) => type)]).toEqual([undefined, ["claim-unproven"]]);
  });

  test("nobody is accused while the author's evidence may still come", async () => {
    world.now = Date.parse(creation.at) + 60_000;
    await judge(seen({ creation: asking("mallory") }));
    expect(world.notices).toEqual([]);
  });

  test("a tag that an approver added later is known to the sweep", async () => {
    await world.edges.exemptions.put({ ...exemption, source: "tag" });
    const found = { ...creation, announcedBy: "sweep", principal: { type: "Unknown" }, requestTags: asked } as const;
    expect((await judge(seen({ creation: found }))).verdict).toBe("exempt");
    expect(world.notices).toEqual([]);
  });
});
