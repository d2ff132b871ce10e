import { expect, test } from "@jest/globals";
import { heading, type Line, line } from "./table.ts";

const perfect: Line = {
  story: "a federated session",
  kind: "NotebookInstance",
  name: "churn",
  owner: "alice/TeamA",
  evidence: "session-tags",
  outcome: "tagged",
  seconds: "0.9",
  calls: "1",
  isRight: true,
};

test("columns stand under their headings", () => {
  expect(line(perfect).indexOf("alice/TeamA")).toBe(heading().indexOf("owner"));
  expect(line({ ...perfect, story: "x".repeat(200) }).indexOf("alice/TeamA")).toBe(heading().indexOf("owner"));
});

test.each([
  [true, "✓"],
  [false, "✗"],
  [undefined, "·"],
])("right is %s: %s", (isRight, mark) => {
  expect(line({ ...perfect, isRight })[0]).toBe(mark);
});
