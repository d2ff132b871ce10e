import { expect, test } from "@jest/globals";
import { settings, withSettings } from "../../test/fixtures.ts";
import { creationOf, week } from "./fixture.ts";
import { reportOf } from "./report.ts";
import { asText, wouldText } from "./text.ts";

const observe = withSettings({ mode: "observe" });
const empty = { ...week, creations: [], cases: [], notices: [] };

test("what happened", () => {
  const seen = { ...week, creations: [...week.creations, creationOf("t", "TrainingJob", "tagged")] };
  expect(asText(reportOf(seen, observe)).split("\n")).toEqual([
    "2026-11-22 08:00 to 2026-11-29 08:00 UTC, mode observe",
    "",
    "kind              created  observed  tagged  tagged already  unowned",
    "TrainingJob             4         2       1               1        0",
    "NotebookInstance        2         0       0               0        2",
    "Model                   1         0       0               0        1",
    "all                     7         2       1               1        3",
    "",
    "seconds to the tags  median  p95  most",
    "TrainingJob             2.0  2.0   2.0",
  ]);
});

test("what would have happened, one by one, with the lines that turn it on", () => {
  const lines = wouldText(reportOf(week, observe)).split("\n");
  expect(lines.slice(0, 13)).toEqual([
    "2026-11-22 08:00 to 2026-11-29 08:00 UTC, mode observe",
    "",
    "kind              would tag  would stop  would notify",
    "TrainingJob               2           0             0",
    "NotebookInstance          0           1             1",
    "Model                     0           0             1",
    "all                       2           1             2",
    "",
    "These lines of the settings turn it on:",
    "  mode: tag",
    "      2 resources would have been tagged, 2 notices sent; nothing stopped or deleted",
    "  mode: enforce",
    "      the same, and 1 resource would have been stopped, 0 deleted",
  ]);
  expect(lines).toContain("mode: tag | TrainingJob would be tagged (2)");
  expect(lines).toContain("  1  SageMaker has no call to stop a Model");
});

test("a long list is cut, and says where the rest is", () => {
  const creations = Array.from({ length: 25 }, (_, index) => creationOf(`e${index}`, "Model", "observed"));
  const text = wouldText(reportOf({ ...empty, creations }, observe));
  expect(text).toContain("mode: tag | Model would be tagged (25)");
  expect(text).toContain("  … and 5 more: --json and --out have them all");
});

test("nothing", () => {
  expect(asText(reportOf(empty, settings))).toContain("Nothing was created.");
  expect(wouldText(reportOf(empty, settings))).toContain("Nothing was held back.");
});

test("a name does not steer the terminal", () => {
  const hostile = creationOf("h", "Model", "observed", {
    resource: { arn: "arn:\u001b[2J\u202eevil\n", kind: "Mo\u001bdel" },
  });
  const report = reportOf({ ...empty, creations: [hostile] }, observe);
  for (const text of [asText(report), wouldText(report)])
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
