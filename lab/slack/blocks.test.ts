import { describe, expect, test } from "@jest/globals";
import { checkBlocks } from "./blocks.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const button = (action_id: string, more = {}) => ({ type: "button", action_id, text: plain("Press"), ...more });
const actions = (...elements: object[]) => ({ type: "actions", block_id: "case:a:1", elements });
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ text: plain(`${i}`), value: `${i}` }));

const perfect = [
  { type: "header", text: plain("Whose is this?") },
  { type: "section", text: { type: "mrkdwn", text: "*churn*" }, fields: [plain("a")], accessory: button("more") },
  { type: "context", elements: [{ type: "mrkdwn", text: "since then" }] },
  { type: "divider" },
  {
    type: "input",
    block_id: "case:a:2",
    label: plain("Reason"),
    optional: true,
    element: { type: "plain_text_input", action_id: "keep-reason", max_length: 200 },
  },
  actions(
    button("claim", { value: "a", style: "primary" }),
    button("stop", { confirm: { title: plain("?"), text: plain("!"), confirm: plain("Yes"), deny: plain("No") } }),
    { type: "external_select", action_id: "assign", placeholder: plain("who"), min_query_length: 1 },
    { type: "datepicker", action_id: "keep-until", initial_date: "2027-01-31" },
    { type: "overflow", action_id: "more", options: options(5) },
  ),
];

test("a message with everything in it is taken, and gets the ids that it left out", () => {
  const checked = checkBlocks(perfect);
  expect(checked).toMatchObject({
    blocks: [{ block_id: "b0" }, { block_id: "b1" }, {}, {}, {}, { block_id: "case:a:1" }],
  });
});

test("the ids that Slack makes up are nobody else's", () => {
  const divider = { type: "divider" };
  const checked = checkBlocks([{ ...divider, block_id: "b1" }, divider, divider]);
  expect(checked).toMatchObject({ blocks: [{ block_id: "b1" }, { block_id: "b0" }, { block_id: "b2" }] });
});

const long = (length: number) => "x".repeat(length);

describe("it refuses what Slack refuses", () => {
  test.each<[string, unknown, RegExp]>([
    ["no list", { type: "divider" }, /blocks\]$/],
    ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" })), /blocks\]$/],
    ["an unknown block", [{ type: "sectoin" }], /blocks\/0\/type/],
    ["a block_id of 256 characters", [{ type: "divider", block_id: long(256) }], /block_id/],
    ["an action_id of 256 characters", [actions(button(long(256)))], /action_id/],
    ["the same block_id twice", [actions(button("a")), actions(button("b"))], /case:a:1/],
    ["the same action_id twice in a block", [actions(button("a"), button("a"))], /case:a:1/],
    ["a section of 3,001 characters", [{ type: "section", text: { type: "mrkdwn", text: long(3001) } }], /text\/text/],
    ["a section with nothing", [{ type: "section" }], /text/],
    ["an empty text", [{ type: "section", text: plain("") }], /text\/text/],
    ["a header of 151 characters", [{ type: "header", text: plain(long(151)) }], /text\/text/],
    ["a header in mrkdwn", [{ type: "header", text: { type: "mrkdwn", text: "a" } }], /text\/type/],
    ["a button of 76 characters", [actions({ ...button("a"), text: plain(long(76)) })], /text\/text/],
    ["a button's value of 2,001", [actions(button("a", { value: long(2001) }))], /value/],
    ["a button of a third style", [actions(button("a", { style: "warning" }))], /style/],
    ["26 elements", [actions(...Array.from({ length: 26 }, (_, i) => button(`${i}`)))], /elements/],
    [
      "11 texts in a context",
      [{ type: "context", elements: Array.from({ length: 11 }, () => plain("a")) }],
      /elements/,
    ],
    ["six choices in an overflow", [actions({ type: "overflow", action_id: "m", options: options(6) })], /options/],
    [
      "a choice's value of 151",
      [actions({ type: "overflow", options: [{ text: plain("a"), value: long(151) }] })],
      /value/,
    ],
    ["a text field among actions", [actions({ type: "plain_text_input", action_id: "a" })], /elements\/0\/type/],
    ["an input without label", [{ type: "input", element: { type: "plain_text_input" } }], /label/],
    ["a date of another form", [actions({ type: "datepicker", initial_date: "31.01.2027" })], /initial_date/],
    ["a property that Slack has not", [{ type: "divider", colour: "red" }], /blocks\/0/],
  ])("%s", (_, blocks, place) => {
    expect(checkBlocks(blocks)).toEqual({ errors: expect.arrayContaining([expect.stringMatching(place)]) });
  });
});
