import { expect, test } from "@jest/globals";
import { counted, mostFirst } from "./counted.ts";

test.each([
  [0, "0 resources"],
  [1, "1 resource"],
  [2, "2 resources"],
])("%d", (count, expected) => {
  expect(counted(count, "resource")).toBe(expected);
});

test("one of its own plural", () => {
  expect([counted(1, "entry", "entries"), counted(3, "entry", "entries")]).toEqual(["1 entry", "3 entries"]);
});

test("the most frequent first, the same number by name, hostile names too", () => {
  expect(mostFirst(["b", "a", "__proto__", "c", "__proto__"])).toEqual([
    ["__proto__", 2],
    ["a", 1],
    ["b", 1],
    ["c", 1],
  ]);
});
