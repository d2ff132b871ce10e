import { describe, expect, test } from "@jest/globals";
import type { Incident } from "../model/incident.ts";
import { settingsSchema } from "../model/settings.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { role } from "../vendors/watch/example-acts.ts";
import { type AnswerRequest, answerIncident } from "./answer-incident.ts";
import { exampleEdges } from "./example-edges.ts";
import { at, exampleIncident, later } from "./example-incident.ts";
import { incidentIdOf } from "./incident-id.ts";

const settings = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: {},
  teams: { TeamA: {} },
  people: { anna: { team: "TeamA" }, root: { team: "TeamA" } },
  approvers: ["anna", "root"],
  notices: { slack: { botTokenSecret: "sagewarden/slack" } },
  vendors: { auger: { accounts: ["999988887777"], contain: { approval: "two" } } },
});
const callback = { id: "callback", waitsFor: "leave" };

const fixture = async (there?: Partial<Incident>) => {
  const { edges, done } = exampleEdges(settings, memoryTable(), () => later(60));
  if (there) await edges.incidents.save(exampleIncident({ ...there, version: 1 }));
  const say = (by: string, change: Partial<AnswerRequest> = {}) =>
    answerIncident({ role, by, via: "slack", choice: "go-on", at, ...change }, edges);
  return { edges, done, say, row: () => edges.incidents.current(role) };
};

test("one person's word waits, another's wakes who waits for it", async () => {
  const { say, done, row } = await fixture({ phase: "held", callback });
  expect((await say("anna")).answer.verdict).toBe("waiting");
  expect(done).toEqual([]);
  expect((await say("root")).answer.verdict).toBe("accepted");
  expect(done).toEqual(["wake callback"]);
  expect((await row())?.answers.map(({ by, verdict, of }) => [by, verdict, of])).toEqual([
    ["anna", "waiting", "begin"],
    ["root", "accepted", "begin"],
  ]);
});

test("both at the same moment are one waiting and one accepted", async () => {
  const { say, row } = await fixture({ phase: "held", callback });
  await Promise.all([say("anna"), say("root")]);
  expect((await row())?.answers.map(({ verdict }) => verdict)).toEqual(["waiting", "accepted"]);
});

test("a second delivery of a word is the same word, and wakes again: the first may have ended before", async () => {
  const { say, done, row } = await fixture({ phase: "held", callback });
  await say("anna");
  for (const _ of "123") expect((await say("root")).answer.verdict).toBe("accepted");
  expect([(await row())?.answers.length, done]).toEqual([2, ["wake callback", "wake callback", "wake callback"]]);
});

describe("a restore", () => {
  const contained = { phase: "contained" as const, callback };
  test("is asked for in the row, started, and the guard is woken to let go", async () => {
    const { say, done, row } = await fixture(contained);
    await say("anna", { choice: "restore" });
    expect((await row())?.restore).toBeUndefined();
    const { answer } = await say("root", { choice: "restore", all: true });
    expect(answer.why).toMatch(/Only one of you asked for --all/);
    expect((await row())?.restore).toEqual({ by: "root", at, all: false, acceptDrift: false });
    expect((await row())?.answers.map(({ by, all }) => [by, all])).toEqual([
      ["anna", undefined],
      ["root", true],
    ]);
    expect(done).toEqual([`start restore ${incidentIdOf(role, 1)}-r3`, "wake callback"]);
  });
});

describe("is refused, and changes nothing", () => {
  test("of an incident that is over", async () => {
    const { say, row } = await fixture({ number: 2, id: incidentIdOf(role, 2), phase: "held" });
    const { answer } = await say("anna", { incident: incidentIdOf(role, 1) });
    expect(answer).toEqual({ verdict: "refused", why: expect.stringMatching(/too late/) });
    expect((await row())?.answers).toEqual([]);
  });

  test("of a role that has none", async () => {
    expect(await (await fixture()).say("anna")).toMatchObject({ incident: undefined, answer: { verdict: "refused" } });
  });

  test("and is recorded, as far as the row has room for the words that count", async () => {
    const { say, row, done } = await fixture({ phase: "held", callback });
    for (let index = 0; index < 50; index++) await say(`stranger-${index}`);
    expect((await row())?.answers).toHaveLength(30);
    await say("anna");
    await say("root");
    expect(done).toEqual(["wake callback"]);
  });
});
