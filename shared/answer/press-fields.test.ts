import { describe, expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { at, pressed } from "./fixtures.ts";
import { actionOf, bounded, pressedOf } from "./press-fields.ts";

const message = (change: object = {}) => ({ receivedAt: at, payload: pressed(change) });

test("who pressed, when and where", () => {
  const blocks = [{ type: "section" }];
  const shown = { text: "x", blocks };
  expect(pressedOf(message({ message: shown, container: { thread_ts: "1795341500.000100" } }))).toEqual({
    ...{ at, slackUser: "U0ALICE", teams: ["T0OURS", "T0OURS"], message: shown },
    ...{ responseUrl: "https://hooks.slack.com/actions/T0OURS/1/abc", threadTs: "1795341500.000100" },
  });
});

describe("is poison", () => {
  test.each<[string, unknown]>([
    ["no message", 7],
    ["one without a time", { payload: pressed() }],
    ["a user that is none", message({ user: { id: "alice", team_id: "T0OURS" } })],
    ["a user of no workspace", message({ user: { id: "U0ALICE" } })],
    ["no workspace", message({ team: null })],
  ])("%s", (_, sent) => expect(() => pressedOf(sent)).toThrow(PoisonRecord));

  test.each<[string, unknown]>([
    ["another kind of payload", message({ type: "view_submission" })],
    ["two actions", message({ actions: [{}, {}] })],
    ["an action that is none", message({ actions: ["claim"] })],
  ])("%s", (_, sent) => expect(() => actionOf(sent)).toThrow(PoisonRecord));

  test.each(["", "x".repeat(2_001), undefined, 7])("a value that is no text of a button", (value) => {
    expect(() => bounded(value, "value")).toThrow(PoisonRecord);
  });
});
