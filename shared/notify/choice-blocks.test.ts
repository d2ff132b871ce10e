import { describe, expect, test } from "@jest/globals";
import { checkBlocks } from "../../lab/slack/blocks.ts";
import { type Choice, choices } from "../model/notice.ts";
import { choiceBlocks } from "./choice-blocks.ts";

const caseId = "abcdefghijklmnopqrstuv";
const blocks = (...given: Choice[]) => choiceBlocks({ caseId, choices: given, claimant: "alice" });

/** action_id → the element that has it. */
const elements = (given: ReturnType<typeof blocks>) =>
  Object.fromEntries(
    given
      .flatMap((block): { action_id?: string }[] =>
        block.type === "actions" ? block.elements : block.type === "input" ? [block.element] : [],
      )
      .map((element) => [element.action_id, element]),
  );

describe("what answer-slack can count on", () => {
  test("every interactive block names its case, each by its own number", () => {
    expect(blocks(...choices).map(({ block_id }) => block_id)).toEqual([0, 1, 2, 3].map((n) => `case:${caseId}:${n}`));
    expect(checkBlocks(blocks(...choices))).not.toHaveProperty("errors");
  });

  test.each<[Choice, string]>([
    ["claim", caseId],
    ["stop", caseId],
    ["undo", caseId],
    ["keep", caseId],
    ["confirm", `${caseId}|alice`],
    ["reject", `${caseId}|alice`],
  ])("%s is a button with the value %s", (choice, value) => {
    expect(elements(blocks(choice))[choice]).toMatchObject({ type: "button", value });
  });

  test("assign picks from the directory, keep has a date and a reason", () => {
    const found = elements(blocks("assign", "keep"));
    expect(found.assign).toMatchObject({ type: "external_select", min_query_length: 0 });
    expect(found["keep-until"]).toMatchObject({ type: "datepicker" });
    expect(found["keep-reason"]).toMatchObject({ type: "plain_text_input" });
  });
});

test("stop is red and asks once more", () => {
  expect(elements(blocks("stop")).stop).toMatchObject({ style: "danger", confirm: { style: "danger" } });
});

test.each([
  ["no case", { choices }],
  ["a case that is none", { choices, caseId: "a b" }],
  ["nothing to choose", { choices: [], caseId }],
])("%s: no blocks", (_, asking) => expect(choiceBlocks(asking)).toEqual([]));
