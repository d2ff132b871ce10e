import { expect, test } from "@jest/globals";
import { type Choice, choices } from "../model/notice.ts";
import { choicesSentence, choiceWords, ownerSentence, readableTime, willSentence } from "./sentences.ts";

test.each([
  ["2026-11-22T10:15:59Z", "2026-11-22 10:15 UTC"],
  ["2026-11-22T12:15:00+02:00", "2026-11-22 10:15 UTC"],
  ["soon", "soon"],
])("%s is read as %s", (iso, shown) => expect(readableTime(iso)).toBe(shown));

test("what will be done", () => {
  const at = "2026-11-23T10:15:00Z";
  expect(willSentence({ will: { action: "delete", at } })).toBe(
    "It will be deleted at 2026-11-23 10:15 UTC unless somebody answers.",
  );
  expect(willSentence({})).toBeUndefined();
});

test.each<[readonly Choice[], string | undefined]>([
  [[], undefined],
  [["claim"], "You can say that it is yours."],
  [["claim", "stop"], "You can say that it is yours or have it stopped now."],
  [["claim", "undo", "stop"], "You can say that it is yours, undo what was done or have it stopped now."],
])("%j as a sentence", (given, sentence) => expect(choicesSentence({ choices: given })).toBe(sentence));

test("every choice has its words", () => {
  expect(Object.keys(choiceWords).toSorted()).toEqual([...choices].toSorted());
});

test.each([
  ["alice", "TeamA", "alice, team TeamA"],
  [null, "TeamA", "nobody is proven, team TeamA"],
  ["alice", null, "alice, no team"],
])("the owner %s of %s", (studiouserid, team, sentence) => {
  expect(ownerSentence({ studiouserid, team })).toBe(sentence);
});
