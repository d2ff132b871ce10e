import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "./any-character.ts";

test("makes the strings that fast-check's own makes", () => {
  const sampled = (unit: "binary" | typeof anyCharacter) => fc.sample(fc.string({ unit }), { seed: 1, numRuns: 2_000 });
  expect(sampled(anyCharacter)).toEqual(sampled("binary"));
});

test("shrinks what it did not make, and only one character", () => {
  const can = ["a", "\u{1f600}", "\ud7ff", "\ue000", "\u{10ffff}", "", "ab", "\ud800"].map((text) =>
    anyCharacter.canShrinkWithoutContext(text),
  );
  expect(can).toEqual([true, true, true, true, true, false, false, false]);
});
