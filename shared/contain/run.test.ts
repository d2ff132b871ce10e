import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { expect, test } from "@jest/globals";
import { begin, incidentStage } from "../../test/contain/stage.ts";
import type { Incident } from "../model/incident.ts";
import { isoAt } from "../model/time.ts";
import { change, claim, type Held, heardIn, leave, Replaced, release, sayLate, step } from "./run.ts";

/** Each step runs at once, and once. */
const contextOf = (name: string): DurableContext =>
  ({
    executionContext: { durableExecutionArn: `arn:${name}` },
    step: (_: string, work: () => Promise<unknown>) => work(),
  }) as unknown as DurableContext;

const staged = async (open: Partial<Incident> = {}) => {
  let ms = begin;
  const woken: string[] = [];
  const stage = incidentStage({ clock: { now: () => ms }, wake: (id) => void woken.push(id) });
  const { id, role } = await stage.open(open);
  const run = (name: string) => ({ start: { role, incident: id }, context: contextOf(name), world: stage.world });
  return {
    ...stage,
    woken,
    row: async () => (await stage.row()) as Incident,
    claim: (name: string, kind: "contain" | "restore" = "contain") => claim(run(name), kind),
    held: async (name: string) => (await claim(run(name), "contain")) as Held,
    set: async (next: Partial<Incident>) => {
      const row = (await stage.row()) as Incident;
      await stage.incidents.save({ ...row, ...next, version: row.version + 1 });
    },
    wait: (seconds: number): void => {
      ms += seconds * 1000;
    },
  };
};

const restore = { by: "alice", at: isoAt(begin), all: false, acceptDrift: false };

test.each<[string, Partial<Incident>, "contain" | "restore", object]>([
  ["a free row", {}, "contain", { fence: 1 }],
  ["one that was held before", { fence: 7 }, "contain", { fence: 8 }],
  ["an ended one", { phase: "closed" }, "contain", { over: "it is closed" }],
  ["one that is to be restored", { restore }, "contain", { over: "a restore is asked for" }],
  ["the same, for the restore", { restore }, "restore", { fence: 1 }],
  ["nobody asked for a restore", {}, "restore", { over: "no restore is asked for" }],
])("claims %s", async (_, open, kind, expected) => {
  expect(await (await staged(open)).claim("one", kind)).toMatchObject(expected);
});

test("nobody takes what a later incident has taken the place of", async () => {
  const stage = await staged();
  await stage.set({ id: "a-later-one" });
  expect(await stage.claim("one")).toEqual({ over: "a later incident of the role took its place" });
});

test("a second execution waits until the first can have no effect any more", async () => {
  const stage = await staged();
  await stage.held("one");
  expect(await stage.claim("two")).toEqual({ taken: isoAt(begin + 300_000) });
  stage.wait(299);
  expect(await stage.claim("two")).toHaveProperty("taken");
  stage.wait(1);
  expect(await stage.claim("two")).toMatchObject({ fence: 2 });
});

test("who was replaced does nothing, writes nothing, and says that it may have been late", async () => {
  const stage = await staged();
  const [one] = [await stage.held("one")];
  stage.wait(301);
  await stage.held("two");
  await stage.set({ callback: { id: "callback-1", waitsFor: "guard" } });
  const before = await stage.row();
  let hasRun = false;
  const work = async () => {
    hasRun = true;
  };
  await expect(step(one, "act", work)).rejects.toThrow(Replaced);
  await expect(change(one, (row) => ({ ...row, why: "mine" }))).rejects.toThrow(Replaced);
  await release(one);
  expect(hasRun).toBe(false);
  expect(await stage.row()).toEqual(before);
  await sayLate(one);
  await sayLate(one);
  expect((await stage.row()).disturbed).toHaveLength(1);
  expect((await stage.row()).disturbed[0]?.what).toMatch(/may have come late \(one, holder 1\)/);
  expect(stage.woken).toEqual(["callback-1"]);
});

test.each<[string, Partial<Incident>, readonly string[]]>([
  ["nothing", {}, []],
  ["a line of its own", { why: "done" }, []],
  ["an answer", { answers: [{ at: "x", by: "alice", choice: "go-on", verdict: "accepted", why: "" }] }, ["contain"]],
  ["a restore, which has an execution", { restore }, []],
  ["its end", { phase: "closed", upTo: "delete" }, []],
  ["a later incident", { id: "a-later-one", upTo: "delete" }, []],
])("after its last look comes %s: it leaves, and this is started: %#", async (_, next, expected) => {
  const stage = await staged();
  const one = await stage.held("one");
  one.heard = heardIn(await stage.row());
  await stage.set(next);
  // Its invocation may die before the step's answer is kept.
  const { step: once } = one.context;
  const twice = {
    ...one.context,
    step: async (name: string, work: never) => [await once(name, work), await once(name, work)][1],
  };
  await leave({ ...one, context: twice as never });
  expect([...new Set(stage.started.map((each) => each.split(" ")[0]))]).toEqual(expected);
  expect(new Set(stage.started).size).toBe(expected.length);
});

test("the same execution after a long wait is another holder", async () => {
  const stage = await staged();
  const before = await stage.held("one");
  await release(before);
  const after = await stage.held("one");
  expect([before.fence, after.fence]).toEqual([1, 2]);
  await expect(step(before, "act", async () => "done")).rejects.toThrow(Replaced);
  expect(await step(after, "act", async () => "done")).toBe("done");
});

test("a step is not begun with less time than an invocation may take: the lease is renewed first", async () => {
  const stage = await staged();
  const one = await stage.held("one");
  stage.wait(181);
  await step(one, "act", async (row) => {
    expect(row.holder?.until).toBe(isoAt(begin + 181_000 + 300_000));
  });
  stage.wait(100);
  const { version } = await stage.row();
  await step(one, "act again", async () => undefined);
  expect((await stage.row()).version).toBe(version);
});

test("a restore that is asked for stops a containment at its next step, and not a restore", async () => {
  const stage = await staged();
  const one = await stage.held("one");
  await stage.set({ restore });
  await expect(step(one, "act", async () => undefined)).rejects.toMatchObject({ why: "a restore is asked for" });
  // What began before may still be recorded.
  expect(await change(one, (row) => ({ ...row, why: "it was done" }))).toMatchObject({ why: "it was done" });
  await release(one);
  const two = (await stage.claim("two", "restore")) as Held;
  expect(await step(two, "act", async () => "done")).toBe("done");
});

test("changes what is there now, also when somebody wrote at the same time", async () => {
  const stage = await staged();
  const one = await stage.held("one");
  const old = await stage.row();
  await stage.set({ upTo: "detach" });
  expect(await change(one, (row) => ({ ...row, why: "new" }), old)).toMatchObject({ why: "new", upTo: "detach" });
  const { version } = await stage.row();
  await change(one, (row) => row);
  expect((await stage.row()).version).toBe(version);
});

test("an error of the work is the work's, and is tried again by who runs the step", async () => {
  const one = await (await staged()).held("one");
  const failing = step(one, "act", async () => {
    throw new Error("throttled");
  });
  await expect(failing).rejects.toThrow("throttled");
});

test.each<[string, Partial<Incident>, boolean]>([
  ["an answer", { answers: [{ at: "x", by: "alice", choice: "go-on", verdict: "accepted", why: "" }] }, true],
  ["a cause", { causes: [] }, true],
  ["further up", { upTo: "delete" }, true],
  ["a restore", { restore }, true],
  ["a signal's disturbance", { disturbed: [{ at: "x", what: "containment-undone: DeleteRolePolicy" }] }, true],
  ["what a run found itself", { disturbed: [{ at: "x", what: "deny: nothing of ours denies it" }] }, false],
  ["a line", { rungs: [{ rung: "deny", status: "done", evidence: { detail: "" } }] }, false],
  ["a notice", { notices: ["n"] }, false],
])("is news: %s", async (_, next, expected) => {
  const row = await (await staged()).row();
  expect(heardIn({ ...row, ...next }) !== heardIn(row)).toBe(expected);
});
