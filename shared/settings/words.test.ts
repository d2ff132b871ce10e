import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { found, list, pathText, quoted, suggestion } from "./words.ts";

describe("quoted", () => {
  test("shows no control character and no change of direction, whatever the value", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (value) => {
        const shown = quoted(value);
        expect(shown).not.toMatch(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(shown.length).toBeLessThan(600);
      }),
    );
  });

  test("cuts what is long", () => {
    expect(quoted("a".repeat(1000))).toBe(`"${"a".repeat(80)}…"`);
  });
});

test.each([
  [undefined, "found nothing"],
  [null, "found nothing"],
  ["x", 'found "x"'],
  [5, "found the number 5"],
  [true, "found the boolean true"],
  [[1, 2], "found a list of 2"],
  [{ a: 1 }, "found a map"],
])("found(%j)", (value, text) => {
  expect(found(value)).toBe(text);
});

test.each([
  [[], ""],
  [["people", "alice", "team"], "people.alice.team"],
  [["exemptions", 0, "until"], "exemptions[0].until"],
  [["people", "a b@c", "team"], 'people["a b@c"].team'],
])("pathText(%j)", (path, text) => {
  expect(pathText(path)).toBe(text);
});

describe("list", () => {
  test.each([
    [[], "none is defined"],
    [["a", "b c"], 'a, "b c"'],
  ])("%j", (names, text) => {
    expect(list(names)).toBe(text);
  });

  test("shows twenty and the count", () => {
    expect(list(Array.from({ length: 300 }, (_, i) => `p${i}`))).toMatch(/p19, … \(300 in all\)$/);
  });
});

test("a suggestion is made only where one is near", () => {
  expect(suggestion("observ", ["observe"])).toBe('; did you mean "observe"?');
  expect(suggestion("zzz", ["observe"])).toBe("");
});
