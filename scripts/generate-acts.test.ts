import { expect, test } from "@jest/globals";
import { unknownToSdk, unstoppable } from "../shared/sagemaker/act-decisions.ts";
import { kinds } from "../shared/sagemaker/kinds.ts";
import { actRows, generateActs } from "./generate-acts.ts";

const rows = actRows();

test("every kind that can be stopped or deleted has a row, those that the SDK does not know aside", () => {
  const able = new Set(kinds.filter(({ stoppable, deletable }) => stoppable || deletable).map(({ kind }) => kind));
  const missing = [...able].filter((kind) => !rows.some((row) => row.kind === kind));
  expect(missing).toEqual(unknownToSdk);
  expect(rows).toHaveLength(able.size - missing.length);
});

test("a row has what its kind can do, and a Start where a stop can be taken back", () => {
  for (const row of rows) {
    const kind = kinds.find(({ create }) => create === row.create);
    expect(row.stop !== undefined).toBe(kind?.stoppable === true && unstoppable[row.kind] === undefined);
    expect(row.delete !== undefined).toBe(kind?.deletable);
    expect(row.start).toBe(kind?.undo ?? undefined);
  }
});

test("the text imports each command once, by its name", () => {
  const text = generateActs();
  expect(text).toContain(
    '  NotebookInstance: { create: "CreateNotebookInstance", describe: DescribeNotebookInstanceCommand,',
  );
  const imported = [...text.matchAll(/^ {2}(\w+Command),$/gm)].map(([, name]) => name);
  expect(new Set(imported).size).toBe(imported.length);
  expect(text).not.toContain("import *");
});
