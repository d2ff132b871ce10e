import { beforeEach, describe, expect, test } from "@jest/globals";
import { notebookArn, retag, rolePrincipal, row, settings, withSettings } from "../test/fixtures.ts";
import { Faults } from "../test/simulator/faults.ts";
import { randomOf } from "../test/simulator/random.ts";
import { type World, worldOf } from "../test/simulator/world.ts";
import { guardTags } from "./guard-tags.ts";
import { PoisonRecord, RetryLater } from "./model/errors.ts";
import { nobody } from "./model/owner.ts";
import { isoAt } from "./model/time.ts";

const owner = { team: "TeamA", studiouserid: "alice" };
const terraform = rolePrincipal("terraform", "apply");
let world: World;

const guard = (change: object = {}, extra: object = {}) =>
  guardTags(
    { ...retag, ...change },
    { delivery: { receiveCount: 1, messageId: "m" }, settings, edges: world.edges, ...extra },
  );
const tags = () => Object.fromEntries(world.resources.get(notebookArn)?.tags ?? []);

beforeEach(async () => {
  world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  world.now = Date.parse(retag.at) + 5_000;
  world.resources.set(notebookArn, { tags: new Map([["studiouserid", "bob"]]), visibleAt: 0 });
  await world.edges.ledger.open({ ...row, version: 1 });
});

describe("a guarded tag", () => {
  test("that somebody changed is put back, and both are named", async () => {
    await guard();
    expect(tags()).toEqual(owner);
    expect(world.notices).toMatchObject([
      {
        type: "guarded-tag-changed",
        severity: "high",
        studiouserid: "alice",
        facts: { principal: expect.stringContaining("Eve") },
      },
    ]);
    expect(world.allCalls).toBe(2);
  });

  test("is not joined by a look-alike: keys match in any case in conditions", async () => {
    world.resources.set(notebookArn, {
      tags: new Map([...Object.entries(owner), ["StudioUserId", "bob"]]),
      visibleAt: 0,
    });
    await guard({ added: { StudioUserId: "bob" } });
    expect(tags()).toEqual(owner);
    expect(world.notices).toHaveLength(1);
  });

  test("is read before it is written: what is right already is left alone", async () => {
    world.resources.set(notebookArn, { tags: new Map(Object.entries(owner)), visibleAt: 0 });
    await guard();
    expect(world.allCalls).toBe(1);
  });

  test("the second round is critical and lists what was done meanwhile", async () => {
    const done = { at: retag.at, eventName: "CreatePresignedNotebookInstanceUrl", principal: "eve" };
    world.edges.gap = { between: async () => [done] };
    await guard();
    await guard({ eventId: "later", at: "2026-11-22T11:05:00Z" });
    expect(world.notices[1]).toMatchObject({
      severity: "critical",
      facts: { meanwhile: expect.stringContaining("CreatePresigned") },
    });
  });

  test("the same record again counts no further round", async () => {
    await guard();
    await guard();
    expect((await world.edges.ledger.rounds(notebookArn))?.rounds).toHaveLength(1);
  });

  test.each([
    ["our own role", { principal: { ...rolePrincipal(), session: { roleArn: "self" } } }, 0],
    ["a value that is right", { added: { studiouserid: "alice" } }, 0],
    ["a tag that is not guarded", { added: { cost: "42" } }, 0],
  ])("%s changes nothing", async (_, change, calls) => {
    world.edges.self = "self";
    await guard(change);
    expect([world.allCalls, world.notices]).toEqual([calls, []]);
  });

  test.each([
    ["the settings exempt is left alone", { source: "settings", until: "2026-12-24" }, 0],
    ["a person exempted stays guarded", { source: "slack", until: "2026-12-24" }, 1],
  ] as const)("of what %s", async (_, exemption, told) => {
    await world.edges.ledger.update({ ...row, outcome: "exempt", exemption, version: 2 });
    await guard();
    expect(world.notices).toHaveLength(told);
  });

  test("in observe mode is told and not put back", async () => {
    await guard({}, { settings: withSettings({ mode: "observe" }) });
    expect([tags(), world.notices.length]).toEqual([{ studiouserid: "bob" }, 1]);
  });
});

describe("a declared provisioner", () => {
  const removal = { principal: terraform, added: {}, removed: ["team"] };
  test("may name another owner, which the row keeps with its history", async () => {
    await guard({ principal: terraform, added: { team: "TeamB", studiouserid: "bob" } });
    const [stored] = await world
      .rows()
      .then((rows) => (rows.length ? rows : world.edges.ledger.creations(notebookArn)));
    expect(stored).toMatchObject({
      outcome: "ok",
      owner: { studiouserid: { value: "bob" } },
      history: [{ by: expect.stringContaining("terraform") }],
    });
    expect(world.allCalls).toBe(0);
  });

  test("an older word of a provisioner does not undo a later one", async () => {
    await guard({
      principal: terraform,
      added: { team: "TeamB", studiouserid: "bob" },
      eventId: "new",
      at: "2026-11-22T12:00:00Z",
    });
    await guard({ principal: terraform, added: { team: "TeamA", studiouserid: "carol" }, eventId: "old" });
    const [stored] = await world.edges.ledger.creations(notebookArn);
    expect(stored?.owner.studiouserid?.value).toBe("bob");
  });

  test("that removes is put back, then waited out, then left alone", async () => {
    await guard({ ...removal, eventId: "1" });
    expect(tags()).toMatchObject(owner);
    world.resources.set(notebookArn, { tags: new Map(), visibleAt: 0 });
    const second = { ...removal, eventId: "2", at: "2026-11-22T11:02:00Z" };
    world.now = Date.parse(second.at);
    await expect(guard(second)).rejects.toThrow(RetryLater);
    expect(tags()).toEqual({});
    world.now += 600_000;
    await guard(second);
    expect(tags()).toMatchObject(owner);
    world.resources.set(notebookArn, { tags: new Map(), visibleAt: 0 });
    await guard({ ...removal, eventId: "3", at: isoAt(world.now) });
    expect(tags()).toEqual({});
    expect(world.notices.at(-1)).toMatchObject({
      type: "provisioner-fight",
      remediation: expect.stringContaining("ignore_tags"),
    });
  });
});

describe("without a recorded owner", () => {
  test("a change waits while the owner is still sought", async () => {
    const [stored] = await world.edges.ledger.creations(notebookArn);
    if (!stored) throw new Error("the fixture is stored");
    await world.edges.ledger.update({ ...stored, outcome: "settling", owner: nobody, version: 2 });
    await expect(guard({ at: "2026-11-22T10:00:10Z" }, {})).resolves.toBeUndefined();
    world.now = Date.parse("2026-11-22T10:00:20Z");
    await expect(guard({ at: "2026-11-22T10:00:10Z" })).rejects.toThrow(RetryLater);
  });

  test("a resource older than the deployment is left alone", async () => {
    world.now = Date.parse(retag.at) + 61_000;
    await guard({ resource: { arn: `${notebookArn}-old`, kind: "NotebookInstance" } });
    expect([world.allCalls, world.notices]).toEqual([0, []]);
  });

  test("an approver of the team names the owner", async () => {
    const [stored] = await world.edges.ledger.creations(notebookArn);
    if (!stored) throw new Error("the fixture is stored");
    await world.edges.ledger.update({ ...stored, outcome: "unowned", owner: nobody, version: 2 });
    const carol = {
      type: "IAMUser",
      account: retag.account,
      userName: "carol",
      arn: `arn:aws:iam::${retag.account}:user/carol`,
    };
    await guard({ principal: carol, added: owner });
    expect((await world.edges.ledger.creations(notebookArn))[0]?.owner).toMatchObject({
      studiouserid: { value: "alice" },
    });
  });
});

test("a resource that is gone needs no owner, and what cannot be put back goes to the dead letters", async () => {
  world.resources.clear();
  await guard();
  const denied = Object.assign(new Error("no"), { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } });
  world.edges.tags = {
    list: () => Promise.reject(denied),
    add: () => Promise.reject(denied),
    remove: () => Promise.reject(denied),
  };
  await expect(guard({ eventId: "other" })).rejects.toThrow(PoisonRecord);
});
