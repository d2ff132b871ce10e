import { expect, test } from "@jest/globals";
import { kinds } from "../shared/sagemaker/kinds.ts";
import { generateKindsPage, generateSettingsPage, table } from "./generate-docs.ts";

test("a table has as many cells in each row as its head", () => {
  expect(table(["a", "b"], [["1", "2"]])).toEqual(["| a | b |", "| --- | --- |", "| 1 | 2 |"]);
});

test.each([
  ["settings", generateSettingsPage()],
  ["kinds", generateKindsPage()],
])("%s: no cell breaks its table", (_name, text) => {
  const tables = text.split("\n\n").filter((block) => block.startsWith("|"));
  expect(tables.length).toBeGreaterThan(0);
  for (const lines of tables) {
    const cells = lines
      .trim()
      .split("\n")
      .map((line) => line.replaceAll("\\|", "").split("|").length);
    expect(new Set(cells).size).toBe(1);
  }
  expect(text).not.toContain("undefined");
});

test("every creating operation has a row", () => {
  for (const { create } of kinds) expect(generateKindsPage()).toContain(`\n| ${create} |`);
});
