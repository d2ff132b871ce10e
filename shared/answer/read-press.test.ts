import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PoisonRecord } from "../model/errors.ts";
import { at, caseId, pressed } from "./fixtures.ts";
import { readPress } from "./read-press.ts";

const read = (change: object = {}) => readPress({ receivedAt: at, payload: pressed(change) });
const acting = (action: object, change: object = {}) =>
  read({ actions: [{ block_id: `case:${caseId}:0`, action_ts: "1795341600.1", ...action }], ...change });
const option = (value: unknown) => ({ selected_option: { text: { type: "plain_text", text: "x" }, value } });
const values = {
  [`case:${caseId}:2`]: { "keep-reason": { type: "plain_text_input", value: "a demo" } },
  [`case:${caseId}:3`]: { "keep-until": { type: "datepicker", selected_date: "2026-12-24" } },
  "case:other:3": { "keep-until": { type: "datepicker", selected_date: "2099-01-01" } },
};

test("a press in which nothing is wrong", () => {
  expect(read()).toEqual({
    at,
    slackUser: "U0ALICE",
    teams: ["T0OURS", "T0OURS"],
    caseId,
    asked: { choice: "claim" },
    responseUrl: "https://hooks.slack.com/actions/T0OURS/1/abc",
  });
});

describe("what was asked", () => {
  test.each<[string, ReturnType<typeof read>, object]>([
    ["stop", acting({ action_id: "stop", value: caseId }), { choice: "stop" }],
    ["undo", acting({ action_id: "undo", value: caseId }), { choice: "undo" }],
    ["assign", acting({ action_id: "assign", ...option("bob") }), { choice: "assign", of: "bob" }],
    ["confirm", acting({ action_id: "confirm", value: `${caseId}|bob` }), { choice: "confirm", of: "bob" }],
    [
      "reject, of a person with a bar in the id",
      acting({ action_id: "reject", value: `${caseId}|b|ob` }),
      { choice: "reject", of: "b|ob" },
    ],
    [
      "keep, with what stands beside it",
      acting({ action_id: "keep", value: caseId }, { state: { values } }),
      { choice: "keep", until: "2026-12-24", reason: "a demo" },
    ],
    ["keep, with nothing beside it", acting({ action_id: "keep", value: caseId }), { choice: "keep" }],
    [
      "keep, with values that are none",
      acting(
        { action_id: "keep", value: caseId },
        { state: { values: { [`case:${caseId}:2`]: { "keep-until": { selected_date: 7 }, "keep-reason": null } } } },
      ),
      { choice: "keep" },
    ],
    ["a menu of a digest", acting({ action_id: "more", ...option(`stop|${caseId}`) }), { choice: "stop" }],
  ])("%s", (_, press, asked) => expect(press?.asked).toEqual(asked));
});

test.each([
  ["assign", true],
  ["keep", true],
  ["stop", true],
  ["claim", undefined],
])("a menu's %s wants to be asked more: %p", (choice, isBare) => {
  expect(acting({ action_id: "more", ...option(`${choice}|${caseId}`) })?.isBare).toBe(isBare);
});

describe("what asks nothing", () => {
  test.each(["keep-until", "keep-reason", "open-console", "__proto__"])("%s", (action_id) => {
    expect(acting({ action_id })).toBeUndefined();
  });
});

describe("the message with the buttons", () => {
  const blocks = [{ type: "section", text: { type: "plain_text", text: "x" } }];

  test("is kept as it is", () => {
    const metadata = { event_type: "sagewarden_notice", event_payload: { ids: ["n"] } };
    expect(read({ message: { ts: "1.2", text: "t", blocks, metadata } })?.message).toEqual({
      text: "t",
      blocks,
      metadata,
    });
  });

  test.each<[string, unknown]>([
    ["none", undefined],
    ["no blocks", { text: "t" }],
    ["more blocks than Slack has", { text: "t", blocks: Array(51).fill(blocks[0]) }],
    ["a text", "t"],
  ])("%s is none", (_, message) => expect(read({ message })?.message).toBeUndefined());

  test("its thread is known", () => {
    expect(read({ container: { thread_ts: "1795341500.000100" } })?.threadTs).toBe("1795341500.000100");
    expect(read({ container: { thread_ts: "x" } })?.threadTs).toBeUndefined();
  });
});

describe("poison", () => {
  const claim = { action_id: "claim", value: caseId };
  test.each<[string, () => unknown]>([
    ["no object", () => readPress("x")],
    ["no payload", () => readPress({ receivedAt: at })],
    ["another type", () => read({ type: "view_submission" })],
    ["no action", () => read({ actions: [] })],
    ["two actions", () => read({ actions: [claim, claim] })],
    ["no time", () => readPress({ receivedAt: "soon", payload: pressed() })],
    ["no user", () => read({ user: undefined })],
    ["a user id that is none", () => read({ user: { id: "alice", team_id: "T0OURS" } })],
    ["a user without a workspace", () => read({ user: { id: "U0ALICE" } })],
    ["no workspace", () => read({ team: null })],
    ["a block that is not ours", () => acting({ ...claim, block_id: "x" })],
    ["a case that is no id", () => acting({ ...claim, block_id: "case:a/b:0" })],
    ["another case in the value", () => acting({ ...claim, value: "another" })],
    ["no value", () => acting({ action_id: "claim" })],
    ["a value that is too long", () => acting({ ...claim, value: "x".repeat(2_001) })],
    ["confirm without a person", () => acting({ action_id: "confirm", value: caseId })],
    ["confirm of another case", () => acting({ action_id: "confirm", value: "other|bob" })],
    ["assign without an option", () => acting({ action_id: "assign", selected_option: null })],
    ["an option that is no text", () => acting({ action_id: "assign", ...option(7) })],
    ["a menu's option that is no choice", () => acting({ action_id: "more", ...option(`explode|${caseId}`) })],
    ["a menu's option with more", () => acting({ action_id: "more", ...option(`stop|${caseId}|x`) })],
    ["a menu's option of another case", () => acting({ action_id: "more", ...option("stop|other") })],
  ])("%s", (_, make) => expect(make).toThrow(PoisonRecord));
});

test("whatever is sent, it is read, left or poison", () => {
  const anything = fc.anything({ withNullPrototype: true });
  const any = fc.record({
    receivedAt: fc.oneof(fc.constant(at), anything),
    payload: fc.record(
      {
        type: fc.constant("block_actions"),
        user: anything,
        team: anything,
        state: anything,
        message: anything,
        container: anything,
        response_url: anything,
        actions: fc.oneof(
          anything,
          fc.array(
            fc.record({
              action_id: fc.constantFrom("claim", "keep", "assign", "more", "confirm"),
              block_id: fc.constant(`case:${caseId}:0`),
              value: anything,
              selected_option: anything,
            }),
            { maxLength: 2 },
          ),
        ),
      },
      { requiredKeys: ["type"] },
    ),
  });
  fc.assert(
    fc.property(fc.oneof(any, anything), (message) => {
      try {
        const press = readPress(message);
        if (press) expect(press.caseId).toBe(caseId);
      } catch (error) {
        expect(error).toBeInstanceOf(PoisonRecord);
      }
    }),
  );
});
