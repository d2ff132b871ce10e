import { beforeEach, expect, test } from "@jest/globals";
import { RetryLater } from "#shared/model/errors.ts";
import { type Tags, tagMap } from "#shared/model/tags.ts";
import { judge } from "#shared/sweep/judge.ts";
import { costKeys, row as recorded, settings, withKeys } from "../../test/fixtures.ts";
import { Faults } from "../../test/simulator/faults.ts";
import { randomOf } from "../../test/simulator/random.ts";
import { notebookArn } from "../../test/simulator/records.ts";
import { epoch, type World, worldOf } from "../../test/simulator/world.ts";
import { fix } from "./fix.ts";

const arn = notebookArn("churn");
const createdAt = "2026-11-22T10:00:00.000Z";
const alice = { team: "TeamA", studiouserid: "alice" };
const day = 86_400_000;

let world: World;
beforeEach(() => {
  world = worldOf(new Faults(randomOf(1), 0, 0), () => {});
  world.now = epoch + 3 * day;
});

const found = async (tags: Tags, using = settings) => {
  world.resources.set(arn, { tags: new Map(Object.entries(tags)), visibleAt: epoch });
  const rows = await world.edges.ledger.creations(arn);
  const resource = { arn, kind: "NotebookInstance", name: "churn", createdAt };
  const ground = { settings: using, deployedAt: "2026-11-20T00:00:00Z", now: world.edges.now(), patience: 0 };
  return judge({ resource, tags: tagMap(Object.entries(tags)), rows }, ground);
};

const tagsNow = () => Object.fromEntries(world.resources.get(arn)?.tags ?? []);

test("what is right is left alone", async () => {
  await world.edges.ledger.open({ ...recorded, resource: { arn, kind: "NotebookInstance" }, createdAt, version: 1 });
  expect(await fix(await found(alice), settings, world.edges)).toBeUndefined();
  expect(world.allCalls).toBe(0);
});

test("what drifted is put back, by the pipeline, and said", async () => {
  await world.edges.ledger.open({ ...recorded, resource: { arn, kind: "NotebookInstance" }, createdAt, version: 1 });
  const said = await fix(await found({ team: "TeamA", studiouserid: "bob" }), settings, world.edges);
  expect(said).toBe(`${arn}: put studiouserid=alice`);
  expect(tagsNow()).toEqual(alice);
});

test("under keys that the settings have chosen since, the recorded owner is written again; the old tags are anybody's", async () => {
  await world.edges.ledger.open({ ...recorded, resource: { arn, kind: "NotebookInstance" }, createdAt, version: 1 });
  const renamed = withKeys(costKeys);
  const said = await fix(await found({ ...alice, team: "TeamB" }, renamed), renamed, world.edges);
  expect(said).toBe(`${arn}: put CostTeam=TeamA, StudioUser=alice`);
  const now = { team: "TeamB", studiouserid: "alice", CostTeam: "TeamA", StudioUser: "alice" };
  expect(tagsNow()).toEqual(now);
  expect(await fix(await found(now, renamed), renamed, world.edges)).toBeUndefined();
});

test("what nobody is proven to own is recorded, and said", async () => {
  const said = await fix(await found({}), settings, world.edges);
  expect(said).toContain(`${arn}: unowned: `);
  expect(await world.rows()).toMatchObject([{ outcome: "unowned", announcedBy: "sweep" }]);
});

test("what has to wait is said to wait; another error is the caller's", async () => {
  const swept = await found({});
  const creations = (error: Error) => ({ ...world.edges.ledger, creations: () => Promise.reject(error) });
  const later = { ...world.edges, ledger: creations(new RetryLater("the table is busy", 7)) };
  expect(await fix(swept, settings, later)).toBe(`${arn}: not now: the table is busy; run it again in 7 s`);
  const broken = { ...world.edges, ledger: creations(new Error("broken")) };
  await expect(fix(swept, settings, broken)).rejects.toThrow("broken");
});
