import { expect, test } from "@jest/globals";
import { textTable } from "./text-table.ts";

test("columns stand below each other, numbers to the right", () => {
  const rows = [
    ["bare start", "7"],
    ["ours", "1234"],
  ];
  expect(textTable(["", "ms"], rows)).toBe(["              ms", "bare start     7", "ours        1234"].join("\n"));
});

test("a row may be short", () => expect(textTable(["a", "b"], [["x"]])).toBe("a  b\nx"));
