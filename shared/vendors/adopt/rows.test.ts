import { expect, test } from "@jest/globals";
import { listed, valuesOf } from "./rows.ts";

test("the most frequent first, then by name", () => {
  expect(
    valuesOf(
      new Map([
        ["b", 1],
        ["c", 5],
        ["a", 1],
      ]),
    ),
  ).toEqual(["c", "a", "b"]);
});

test.each([
  [["a", "b"], "a, b"],
  [["a", "b", "c", "d"], "a, b and 2 more"],
  [[], ""],
])("%j is listed as %j", (values, expected) => expect(listed(values, 2)).toBe(expected));
