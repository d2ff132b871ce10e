import { expect, test } from "@jest/globals";
import { RetryLater } from "../model/errors.ts";
import { settingsSchema } from "../model/settings.ts";
import { caseStore } from "../record/cases.ts";
import { exampleCase, unownedCreation } from "../record/example-case.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { openCase } from "./open-case.ts";

const creation = unownedCreation();
const { id } = exampleCase();

const settings = settingsSchema.parse({ mode: "enforce", region: "us-east-1", tags: {}, teams: {}, people: {} });

const stage = (fails = 0, watched?: string) => {
  const cases = caseStore(memoryTable(), { keep: 1e6 });
  const started: string[] = [];
  const start = async (name: string, payload: object): Promise<void> => {
    started.push(name);
    expect(payload).toEqual({ caseId: id });
    if (started.length <= fails) throw Object.assign(new Error("Rate exceeded"), { name: "TooManyRequestsException" });
  };
  const open = (one = creation, using = settings) =>
    openCase(one, {
      cases,
      settings: using,
      watchedSince: async () => watched,
      start,
      now: () => "2026-11-22T10:15:00Z",
    });
  return { cases, started, open };
};

test("the ledger is claimed, then the execution is started", async () => {
  const { cases, started, open } = stage();
  await open();
  expect(await cases.get(id)).toEqual(exampleCase());
  expect(started).toEqual([id]);
});

test("until an execution has taken the case, each delivery starts it; then none does", async () => {
  const { cases, started, open } = stage();
  await open();
  await open();
  expect(started).toEqual([id, id]);
  await cases.update({ ...exampleCase(), execution: "arn:execution", version: 2 });
  await open();
  expect(started).toHaveLength(2);
});

test("a case that has ended is not started again", async () => {
  const { cases, started, open } = stage();
  const end = { at: "2026-11-23T10:00:00Z", how: "gone", detail: "it no longer exists" } as const;
  await cases.open(exampleCase({ end }));
  await open();
  expect(started).toEqual([]);
});

test("a case whose exemption is over is opened again: what was said stays, what was done was of the round before", async () => {
  const { cases, started, open } = stage();
  const answers = [
    { at: "", person: "alice", slackUser: "U", choice: "keep", verdict: "accepted", why: "", before: "", after: "" },
  ] as const;
  const end = { at: "2026-11-23T10:00:00Z", how: "kept", detail: "exempt until" } as const;
  const row = exampleCase({
    end,
    answers,
    execution: "arn:first",
    notices: ["n"],
    toldAt: "2026-11-22T11:00:00Z",
    version: 7,
  });
  await cases.open(row);
  await open();
  expect(await cases.get(id)).toEqual({ ...exampleCase({ answers }), round: 2, version: 8 });
  expect(started).toEqual([`${id}-2`]);
  await open();
  expect(started).toEqual([`${id}-2`, `${id}-2`]);
});

test("a start that failed brings the delivery back, and the next one starts it", async () => {
  const { cases, started, open } = stage(1);
  const failing = open();
  await expect(failing).rejects.toThrow(RetryLater);
  await expect(failing).rejects.toThrow(/Rate exceeded/);
  expect(await cases.get(id)).toBeDefined();
  await open();
  expect(started).toEqual([id, id]);
});

const found = unownedCreation({ announcedBy: "sweep", principal: { type: "Unknown" } });
const acting = { ...settings, unowned: { ...settings.unowned, existing: "act" as const } };

test.each([
  ["older", found, "2026-11-22T10:00:01Z", settings, 0],
  ["older, and to be acted on", found, "2026-11-22T10:00:01Z", acting, 1],
  ["newer", found, "2026-11-22T09:59:59Z", settings, 1],
  ["older or newer: nobody knows", found, undefined, settings, 0],
  ["announced", creation, undefined, settings, 1],
])("the sweep asks nobody about thousands that are older: %s", async (_, one, watched, using, starts) => {
  const { cases, started, open } = stage(0, watched);
  await open(one, using);
  expect(started).toHaveLength(starts);
  expect((await cases.get(id)) !== undefined).toBe(starts === 1);
});

test("opened again by the sweep, a case still knows who called", async () => {
  const { cases, open } = stage();
  await cases.open(exampleCase({ end: { at: "2026-11-23T10:00:00Z", how: "kept", detail: "exempt until" } }));
  await open(found, acting);
  expect(await cases.get(id)).toMatchObject({ round: 2, creation });
});

test("a record that comes later tells the case who called", async () => {
  const { cases, started, open } = stage();
  await cases.open(exampleCase({ creation: { ...creation, announcedBy: "state-change", principal: found.principal } }));
  await open();
  expect(await cases.get(id)).toEqual(exampleCase({ version: 2 }));
  expect(started).toEqual([id]);
});
