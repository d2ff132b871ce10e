import { describe, expect, test } from "@jest/globals";
import { exampleEdges } from "../contain/example-edges.ts";
import { exampleAnswer, exampleCase, exampleSettings, unownedRow } from "../decide/example-case.ts";
import { StaleRow } from "../model/errors.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { UnownedCase } from "../model/unowned-case.ts";
import { caseIdOf } from "../record/case-id.ts";
import { caseStore } from "../record/cases.ts";
import { exemptionStore } from "../record/exemptions.ts";
import { memoryLedger, memoryTable } from "../record/memory-ledger.ts";
import { type ApplyParts, applyAnswer } from "./apply.ts";
import { pressed } from "./fixtures.ts";
import type { SlackUser } from "./identify.ts";

const settings = exampleSettings();
const keep = 400 * 86_400;
const row = unownedRow("TeamA");
const id = caseIdOf(row.resource.arn, row.eventId);
const at = "2026-11-22T12:00:00.000Z";

interface World {
  kind?: string;
  row?: CreationRow;
  unowned?: Partial<UnownedCase>;
  user?: SlackUser;
}

/** A world that counts what is done to it, and may be told to break after its n-th effect. */
const makeWorld = async ({ kind = "TrainingJob", row: stored = row, unowned, user }: World = {}) => {
  const table = memoryTable();
  const [cases, ledger, exemptions] = [
    caseStore(table, { keep }),
    memoryLedger(table),
    exemptionStore(table, { keep }),
  ];
  await ledger.open(stored);
  await cases.open(exampleCase({ id, ...unowned }, kind));
  /** What the outside got, each once: whoever takes it knows what it had before. */
  const got = new Map<string, unknown>();
  const steps: string[] = [];
  let breaksAfter = Number.POSITIVE_INFINITY;
  const step = async (name: string, work: () => unknown): Promise<void> => {
    await work();
    steps.push(name);
    if (steps.length === breaksAfter) throw new Error(`broke after ${name}`);
  };
  const put = (name: string, key: string, value: unknown) => step(name, () => got.set(`${name} ${key}`, value));
  const parts: ApplyParts = {
    settings,
    cases: { get: cases.get, update: (next) => step("case", () => cases.update(next)) },
    ledger: { creations: ledger.creations, update: (next) => step("ledger", () => ledger.update(next)) },
    exemptions: { get: exemptions.get, put: (exemption) => step("exemption", () => exemptions.put(exemption)) },
    slack: { workspace: async () => "T0OURS", user: async () => user ?? { team_id: "T0OURS" } },
    incidents: exampleEdges(settings, table, () => at).edges,
    send: (event) => put("send", (event.detail as { id: string }).id, event),
    wake: (callbackId, answer) => put("wake", callbackId, answer),
    notify: (notice) => put("notify", notice.id, notice),
    respond: (url, reply) => put("respond", `${url} ${String(reply.response_type ?? "replace")}`, reply),
  };
  return {
    parts,
    steps,
    got,
    cases,
    ledger,
    breakAfter: (count: number) => {
      steps.length = 0;
      breaksAfter = count;
    },
    end: () => ({ items: table.items(), got: [...got].sort(([a], [b]) => (a < b ? -1 : 1)) }),
  };
};

const people: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(settings.people).map(([person, { slack }]) => [person, slack ?? ""]),
);

const message = (person: string, action: object, change: object = {}, receivedAt = at) => ({
  receivedAt,
  payload: pressed({
    user: { id: people[person] ?? person, team_id: "T0OURS" },
    actions: [{ block_id: `case:${id}:0`, value: id, ...action }],
    message: {
      text: "t",
      blocks: [
        { type: "section", block_id: "a" },
        { type: "actions", block_id: `case:${id}:0` },
      ],
    },
    ...change,
  }),
});
const claim = message("alice", { action_id: "claim" });
const stop = message("alice", { action_id: "stop" });
const keeping = message(
  "alice",
  { action_id: "keep" },
  {
    state: {
      values: {
        [`case:${id}:2`]: { "keep-reason": { value: "a demo" } },
        [`case:${id}:3`]: { "keep-until": { selected_date: "2026-12-24" } },
      },
    },
  },
);
const confirming = message("anna", { action_id: "confirm", value: `${id}|alice` });
const rejecting = message("anna", { action_id: "reject", value: `${id}|alice` });
const assigning = message("anna", { action_id: "assign", selected_option: { value: "alice" } });

const claimed = { answers: [exampleAnswer("alice", { about: "alice" })] };
const stoppedCase = { act: { action: "stop", at: "2026-11-22T11:30:00Z" } } as const;

/** Each way through, with all that it does. */
const ways: readonly (readonly [string, World, unknown, readonly string[]])[] = [
  ["a claim that is good", {}, claim, ["case", "send", "wake", "respond", "respond"]],
  ["a claim that waits", { kind: "Space" }, claim, ["case", "notify", "notify", "respond"]],
  ["a naming", {}, assigning, ["case", "notify", "respond"]],
  [
    "a confirmation",
    { kind: "Space", unowned: claimed },
    confirming,
    ["case", "send", "wake", "notify", "respond", "respond"],
  ],
  ["a rejection", { unowned: claimed }, rejecting, ["case", "notify", "respond", "respond"]],
  ["keeping", {}, keeping, ["case", "exemption", "ledger", "wake", "respond", "respond"]],
  ["stopping", {}, stop, ["case", "wake", "respond", "respond"]],
  [
    "undoing",
    { kind: "NotebookInstance", unowned: stoppedCase },
    message("alice", { action_id: "undo" }),
    ["case", "wake", "respond", "respond"],
  ],
  ["a refusal", {}, message("bob", { action_id: "stop" }), ["case", "respond"]],
  ["a late answer", { unowned: stoppedCase }, claim, ["case", "respond", "respond"]],
];

describe("one answer", () => {
  test.each(ways)("%s", async (_, given, sent, expected) => {
    const { parts, steps } = await makeWorld(given);
    await applyAnswer(sent, parts);
    expect(steps).toEqual(expected);
  });
});

describe("broken after any step and delivered again, the end is the same", () => {
  test.each(ways)("%s", async (_, given, sent, { length }) => {
    const whole = await makeWorld(given);
    await applyAnswer(sent, whole.parts);
    for (let count = 1; count <= length; count++) {
      const broken = await makeWorld(given);
      broken.breakAfter(count);
      await expect(applyAnswer(sent, broken.parts)).rejects.toThrow("broke after");
      broken.breakAfter(Number.POSITIVE_INFINITY);
      await applyAnswer(sent, broken.parts);
      expect(broken.end()).toEqual(whole.end());
    }
  });

  test.each(ways)("%s, delivered twice more although nothing broke", async (_, given, sent) => {
    const [once, thrice] = [await makeWorld(given), await makeWorld(given)];
    await applyAnswer(sent, once.parts);
    for (let time = 0; time < 3; time++) await applyAnswer(sent, thrice.parts);
    expect(thrice.end()).toEqual(once.end());
  });

  test("though the person left meanwhile", async () => {
    const { parts, breakAfter, got } = await makeWorld();
    breakAfter(1);
    await expect(applyAnswer(claim, parts)).rejects.toThrow("broke after case");
    breakAfter(Number.POSITIVE_INFINITY);
    await applyAnswer(claim, { ...parts, slack: { ...parts.slack, user: async () => ({ deleted: true }) } });
    expect([...got.keys()].some((key) => key.startsWith("send"))).toBe(true);
  });
});

test("an answer is audited: who, when, what before and after, and left for the execution", async () => {
  const { parts, cases } = await makeWorld();
  await applyAnswer(claim, parts);
  const after = await cases.get(id);
  const answer = {
    at,
    person: "alice",
    slackUser: "U0ALICE",
    choice: "claim",
    owner: { team: "TeamA", studiouserid: "alice" },
    verdict: "accepted",
    why: "It is yours: the evidence agrees on the team TeamA.",
    before: "unowned, team=TeamA studiouserid=-",
    after: "team=TeamA studiouserid=alice",
  };
  expect(after?.answers).toEqual([answer]);
  expect(after?.pending).toEqual(answer);
});

test("a guest is told no, and nothing is written", async () => {
  const { parts, steps, got, cases } = await makeWorld({ user: { team_id: "T0OURS", is_restricted: true } });
  await applyAnswer(claim, parts);
  expect(steps).toEqual(["respond"]);
  expect(JSON.stringify([...got])).toContain("Only members of this workspace can answer here");
  expect((await cases.get(id))?.answers).toEqual([]);
});

test("a case that is not known is told to be too old", async () => {
  const { parts, steps, got } = await makeWorld();
  const other = "zzzzzzzzzzzzzzzzzzzzzz";
  await applyAnswer(message("alice", { action_id: "claim", value: other, block_id: `case:${other}:0` }), parts);
  expect(steps).toEqual(["respond"]);
  expect(JSON.stringify([...got])).toContain("too old");
});

describe("the ledger's row", () => {
  test("of a later creation under the same name: nothing is done to another's resource", async () => {
    const { parts, steps, ledger } = await makeWorld();
    const later = { eventId: "e-2", announcements: ["e-2"], createdAt: "2026-11-22T11:00:00Z" };
    await ledger.open(unownedRow("TeamA", later));
    for (const sent of [claim, keeping]) await applyAnswer(sent, parts);
    expect(new Set(steps)).toEqual(new Set(["case", "respond"]));
  });

  test("is found where a better announcement gave it its name", async () => {
    const { parts, got } = await makeWorld({
      row: unownedRow("TeamA", { eventId: "e-0", announcements: ["e-1", "e-0"] }),
    });
    await applyAnswer(claim, parts);
    expect(got.get(`send named:${id}:${at}`)).toMatchObject({ detail: { eventId: "e-0" } });
  });
});

test.each([
  ["a person is asked for the rest", "alice", '"action_id":"keep-until"'],
  ["a stranger is told no", "U0MALLORY", "No person of Sagewarden's directory"],
])("a digest's menu answers nothing by itself: %s", async (_, person, words) => {
  const { parts, steps, got, cases } = await makeWorld();
  await applyAnswer(message(person, { action_id: "more", selected_option: { value: `keep|${id}` } }), parts);
  expect(steps).toEqual(["respond"]);
  expect(JSON.stringify([...got.values()])).toContain(words);
  expect((await cases.get(id))?.answers).toEqual([]);
});

test("a stop from a digest's menu is asked for again, with the button that asks whether it is meant", async () => {
  const { parts, steps, got, cases } = await makeWorld();
  await applyAnswer(message("alice", { action_id: "more", selected_option: { value: `stop|${id}` } }), parts);
  expect(steps).toEqual(["respond"]);
  expect(JSON.stringify([...got.values()])).toMatch(/"action_id":"stop".*"confirm":{"title"/);
  expect((await cases.get(id))?.pending).toBeUndefined();
});

test("a date that was chosen asks nothing of anybody", async () => {
  const { parts, steps } = await makeWorld();
  await applyAnswer(message("alice", { action_id: "keep-until" }), {
    ...parts,
    slack: { workspace: () => Promise.reject(new Error("asked")), user: () => Promise.reject(new Error("asked")) },
  });
  expect(steps).toEqual([]);
});

describe("presses at the same time", () => {
  test("of one person: a second press of the same button adds nothing but a reply", async () => {
    const { parts, cases } = await makeWorld({ kind: "Space" });
    await applyAnswer(claim, parts);
    await applyAnswer(message("alice", { action_id: "claim" }, {}, "2026-11-22T12:00:01.000Z"), parts);
    expect((await cases.get(id))?.answers).toHaveLength(1);
  });

  test("of one message, delivered twice at once: one answer", async () => {
    const { parts, cases } = await makeWorld();
    await Promise.all([applyAnswer(claim, parts), applyAnswer(claim, parts)]);
    expect((await cases.get(id))?.answers.map(({ verdict }) => verdict)).toEqual(["accepted"]);
  });

  test("of two people: one is accepted, the other is told by whom", async () => {
    const { parts, cases, got } = await makeWorld();
    const anton = message(
      "anton",
      { action_id: "claim" },
      { response_url: "https://hooks.slack.com/2" },
      "2026-11-22T12:00:00.001Z",
    );
    await Promise.all([applyAnswer(claim, parts), applyAnswer(anton, parts)]);
    const after = await cases.get(id);
    expect(after?.answers.map(({ verdict }) => verdict).toSorted()).toEqual(["accepted", "refused"]);
    expect([...got.keys()].filter((key) => key.startsWith("send"))).toHaveLength(1);
  });

  test("with the case's own execution: it is read again", async () => {
    const { parts, cases } = await makeWorld();
    let isFirst = true;
    const update: ApplyParts["cases"]["update"] = async (next) => {
      if (isFirst) {
        isFirst = false;
        const there = (await cases.get(id)) as UnownedCase;
        await cases.update({ ...there, notices: ["n"], version: there.version + 1 });
      }
      await parts.cases.update(next);
    };
    await applyAnswer(claim, { ...parts, cases: { get: cases.get, update } });
    expect(await cases.get(id)).toMatchObject({ notices: ["n"], pending: { choice: "claim" }, version: 3 });
  });

  test("where it never stands still the message comes again", async () => {
    const { parts } = await makeWorld();
    const update = () => Promise.reject(new StaleRow("moved"));
    await expect(applyAnswer(claim, { ...parts, cases: { ...parts.cases, update } })).rejects.toThrow(StaleRow);
  });
});

describe("waking", () => {
  test("an execution that does not wait now is not woken: it looks by itself", async () => {
    const { callback: _, ...unawaited } = exampleCase({ id });
    const { parts, steps, cases } = await makeWorld();
    await cases.update({ ...unawaited, version: 2 });
    await applyAnswer(claim, parts);
    expect(steps).not.toContain("wake");
  });

  test("an answer that another one took the place of wakes nobody", async () => {
    const { parts, steps, cases } = await makeWorld();
    await applyAnswer(stop, parts);
    const there = (await cases.get(id)) as UnownedCase;
    await cases.update({
      ...there,
      pending: exampleAnswer("anna", { choice: "claim", about: "anna", verdict: "accepted" }),
      version: there.version + 1,
    });
    steps.length = 0;
    await applyAnswer(stop, parts);
    expect(steps).not.toContain("wake");
  });
});

test.each([
  ["by which the row stands", {}, { outcome: "exempt", exemption: { until: "2027-01-31", source: "tag" } }],
  ["taken back: the row stays", { ended: { at: "2026-11-24T00:00:00Z", by: "bob" } }, { outcome: "unowned" }],
])("a later exemption is not replaced by an earlier one that comes again, %s", async (_, change, stands) => {
  const { parts, steps, breakAfter, ledger } = await makeWorld();
  const arn = row.resource.arn;
  breakAfter(2); // the exemption is stored, the row is not
  await expect(applyAnswer(keeping, parts)).rejects.toThrow("broke after exemption");
  breakAfter(Number.POSITIVE_INFINITY);
  await parts.exemptions.put({
    arn,
    until: "2027-01-31",
    by: "carol",
    reason: "r",
    at: "2026-11-23T00:00:00Z",
    source: "tag",
    version: 2,
    ...change,
  });
  steps.length = 0;
  await applyAnswer(keeping, parts);
  expect(steps).not.toContain("exemption");
  expect(await parts.exemptions.get(arn)).toMatchObject({ by: "carol", version: 2 });
  expect((await ledger.creations(arn))[0]).toMatchObject(stands);
});

test("a case does not grow for ever: what was said before a limit stays whole", async () => {
  const answers = Array.from({ length: 150 }, (_, index) =>
    exampleAnswer("bob", { choice: "stop", verdict: "refused", why: String(index) }),
  );
  const { parts, cases, got } = await makeWorld({ unowned: { answers } });
  await applyAnswer(assigning, parts);
  expect((await cases.get(id))?.answers).toHaveLength(150);
  expect(JSON.stringify([...got])).toContain("Too much has been said");
  await applyAnswer(message("bob", { action_id: "stop" }), parts);
  expect((await cases.get(id))?.answers).toHaveLength(150);
  await applyAnswer(claim, parts);
  expect((await cases.get(id))?.pending).toMatchObject({ choice: "claim", person: "alice" });
});
