import { expect, test } from "@jest/globals";
import { actRows } from "../../scripts/generate-acts.ts";
import { actionsOf } from "./act-actions.ts";

test.each(["describe", "stop", "delete", "start"] as const)(
  "%s: the calls that the SDK is given, and no others",
  (word) => {
    const calls = actRows().flatMap((row) => row[word] ?? []);
    expect(actionsOf(word)).toEqual([...new Set(calls)].map((call) => `sagemaker:${call}`).toSorted());
  },
);

test("what starts again is what a stop can be taken back by", () => {
  expect(actionsOf("start")).toEqual([
    "sagemaker:StartMlflowTrackingServer",
    "sagemaker:StartMonitoringSchedule",
    "sagemaker:StartNotebookInstance",
  ]);
});
