import { describe, expect, test } from "@jest/globals";
import { exampleAnswer, exampleCase } from "../decide/example-case.ts";
import type { Answer } from "../model/unowned-case.ts";
import { caseId } from "./fixtures.ts";
import type { Press } from "./read-press.ts";
import { askingReply, closedMessage, privateReply } from "./reply.ts";

const section = { type: "section", text: { type: "plain_text", text: "a TrainingJob" } };
const menu = { type: "overflow", action_id: "more", options: [] };
const blocks = [
  { ...section, block_id: "a" },
  { type: "actions", block_id: `case:${caseId}:0`, elements: [] },
  { type: "input", block_id: `case:${caseId}:2`, element: {} },
  { ...section, block_id: `case:${caseId}:3`, accessory: menu },
  { ...section, block_id: "case:other:4", accessory: menu },
];
const metadata = { event_type: "sagewarden_notice", event_payload: { ids: ["n"] } };
const press: Press = {
  at: "2026-11-22T11:00:00.000Z",
  slackUser: "U0ALICE",
  teams: [],
  caseId,
  asked: { choice: "claim" },
  message: { text: "a &amp; b", blocks, metadata },
};
const claim = exampleAnswer("alice", { about: "alice" });
const accepted: Answer = { ...claim, verdict: "accepted", after: "team=TeamA studiouserid=alice" };

test("the person alone is told, and no name in it becomes a mention or a link", () => {
  expect(privateReply({ threadTs: "1.2" }, "<!channel> & *x*")).toEqual({
    response_type: "ephemeral",
    replace_original: false,
    text: "&lt;!channel&gt; &amp; *x*",
    blocks: [{ type: "section", text: { type: "plain_text", text: "<!channel> & *x*", emoji: false } }],
    thread_ts: "1.2",
  });
});

test.each([
  ["assign", ["section", "actions"], '"action_id":"assign"'],
  ["keep", ["section", "input", "actions"], '"action_id":"keep-until"'],
  ["stop", ["section", "actions"], '"text":"Stop it now?"'],
] as const)("what a menu could not ask for %s is asked of the person alone", (choice, types, element) => {
  const reply = askingReply({ ...press, asked: { choice } }) as { response_type: string; blocks: { type: string }[] };
  expect([reply.response_type, reply.blocks.map(({ type }) => type)]).toEqual(["ephemeral", types]);
  expect(JSON.stringify(reply.blocks)).toContain(element);
  expect(JSON.stringify(reply.blocks)).toContain(`"block_id":"case:${caseId}:`);
});

test("where it is decided the case's buttons go, its menu too, and another case's stay", () => {
  expect(closedMessage(press, accepted, exampleCase({ pending: accepted }))).toEqual({
    replace_original: true,
    text: "a &amp; b",
    metadata,
    blocks: [
      { ...section, block_id: "a" },
      { ...section, block_id: `case:${caseId}:3` },
      { ...section, block_id: "case:other:4", accessory: menu },
      {
        type: "context",
        block_id: `answered:${caseId}`,
        elements: [
          {
            type: "plain_text",
            text: "alice, 2026-11-22 11:00 UTC: “It's mine”. Then: team=TeamA studiouserid=alice",
            emoji: false,
          },
        ],
      },
    ],
  });
});

test("made again it is the same, of the message as it was and as it is then", () => {
  const once = closedMessage(press, accepted, exampleCase({ pending: accepted }));
  expect(closedMessage(press, accepted, exampleCase({ pending: accepted }))).toEqual(once);
  const closed = { ...press, message: once as unknown as NonNullable<Press["message"]> };
  expect(closedMessage(closed, accepted, exampleCase({ pending: accepted }))).toEqual(once);
});

describe("whether the buttons go", () => {
  const refused: Answer = { ...claim, verdict: "refused" };
  const ended = exampleCase({ end: { at: "2026-11-22T10:59:00Z", how: "stopped", detail: "" } });
  const acted = exampleCase({ act: { action: "stop", at: "2026-11-22T10:59:00Z" } });
  const bob = exampleAnswer("bob", { about: "bob", verdict: "accepted" });
  test.each<[string, Answer, ReturnType<typeof exampleCase>, RegExp | undefined]>([
    ["a refusal leaves them", refused, exampleCase(), undefined],
    ["a claim that waits leaves them", claim, exampleCase(), undefined],
    ["an answer to a question takes them, though it waits", { ...claim, choice: "confirm" }, exampleCase(), /^alice, /],
    ["a rejection takes them", { ...accepted, choice: "reject" }, exampleCase(), /^alice, /],
    ["a late answer takes them", refused, ended, /^Closed: stopped/],
    ["a late undo takes them", { ...refused, choice: "undo" }, ended, /^Closed: stopped/],
    ["an undo that somebody may not ask for leaves them", { ...refused, choice: "undo" }, acted, undefined],
    ["an answer after the act takes them", refused, acted, /^Closed: stop/],
    ["an answer after another's takes them, and shows that one", refused, exampleCase({ pending: bob }), /^bob, /],
    [
      "a refusal while a stop is under way leaves them: an owner may still come",
      refused,
      exampleCase({ pending: { ...bob, choice: "stop" } }),
      undefined,
    ],
  ])("%s", (_, answer, unowned, words) => {
    const message = closedMessage(press, answer, unowned) as
      | { blocks: { elements?: { text: string }[] }[] }
      | undefined;
    const said = message?.blocks.at(-1)?.elements?.[0]?.text;
    expect(said === undefined ? undefined : words?.test(said)).toBe(words === undefined ? undefined : true);
  });
});

test("a message that only one person saw is left", () => {
  const { message: _, ...unseen } = press;
  expect(closedMessage(unseen, accepted, exampleCase())).toBeUndefined();
});
