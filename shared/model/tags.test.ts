import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { tagLimits, tagList, tagMap } from "./tags.ts";

test("every key is only a key, whatever its name", () => {
  const key = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString"));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(key, fc.string()), { selector: ([name]) => name }), (pairs) => {
      const map = tagMap(pairs);
      expect(Object.getPrototypeOf(map)).toBeNull();
      expect(new Map(Object.entries(map))).toEqual(new Map(pairs));
    }),
  );
});

test("a list as AWS's calls take it", () => {
  expect(tagList({ team: "TeamA", note: "" })).toEqual([
    { Key: "team", Value: "TeamA" },
    { Key: "note", Value: "" },
  ]);
});

test("the last of two values of one key stays", () => {
  expect(
    tagMap([
      ["a", "1"],
      ["a", "2"],
    ]).a,
  ).toBe("2");
});

test.each([
  ["TeamA", true],
  ["a b_.:/=+-@é", true],
  ["", true],
  ["a\nb", false],
  ["a#b", false],
])("%j is of the form that AWS allows: %s", (value, allowed) => {
  expect(tagLimits.pattern.test(value)).toBe(allowed);
});
