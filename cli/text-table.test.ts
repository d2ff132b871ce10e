import { expect, test } from "@jest/globals";
import { textTable, wordTable } from "./text-table.ts";

test("columns stand below each other, numbers to the right", () => {
  const rows = [
    ["bare start", "7"],
    ["ours", "1234"],
  ];
  expect(textTable(["", "ms"], rows)).toBe(["              ms", "bare start     7", "ours        1234"].join("\n"));
});

test("a row may be short", () => expect(textTable(["a", "b"], [["x"]])).toBe("a  b\nx"));

test("or all to the left", () => {
  expect(
    textTable(
      ["a", "b"],
      [
        ["x", "y"],
        ["long", "z"],
      ],
      { left: true },
    ),
  ).toBe("a     b\nx     y\nlong  z");
});

test("words stand to the left; a long one pushes only its own line", () => {
  const rows = [
    ["a", "x", "to the end"],
    ["much longer", "y", ""],
  ];
  expect(wordTable(["one", "two", "rest"], rows, 4)).toBe("one   two  rest\na     x    to the end\nmuch longer  y    ");
});
