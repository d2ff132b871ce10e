import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { changedLines } from "./lines.ts";

test.each([
  ["a b c", "a b c", ""],
  ["a b c", "a x c", "- b|+ x"],
  ["a b c", "a c", "- b"],
  ["", "a", "+ a"],
  ["a b c d", "b d e", "- a|- c|+ e"],
  ["x x", "x", "- x"],
])("%s → %s", (before, after, lines) => {
  const split = (text: string) => text.split(" ").filter(Boolean);
  expect(changedLines(split(before), split(after)).join("|")).toBe(lines);
});

test("what was taken out and put in makes of the one the other", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = changedLines(before, after);
      const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
      expect(before.length - count("- ")).toBe(after.length - count("+ "));
      const left = [...before];
      for (const line of lines)
        if (line.startsWith("- "))
          left.splice(
            left.findIndex((each) => `- ${each}` === line),
            1,
          );
      const added = lines.filter((line) => line.startsWith("+ ")).map((line) => line.slice(2));
      expect([...left, ...added].toSorted()).toEqual(after.toSorted());
    }),
  );
});

test("two long texts are not compared line by line", () => {
  const long = (prefix: string) => Array.from({ length: 2_000 }, (_, index) => `${prefix}${index}`);
  expect(changedLines(["same", ...long("a")], ["same", ...long("b")])).toHaveLength(4_000);
});
