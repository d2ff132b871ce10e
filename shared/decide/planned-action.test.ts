import { expect, test } from "@jest/globals";
import { settings } from "../../test/fixtures.ts";
import { plannedAction } from "./planned-action.ts";

test.each([
  ["a notebook is stopped", "NotebookInstance", {}, "stop"],
  ["a model has no Stop", "Model", {}, "none"],
  ["an experiment's Stop wants to be told more than we know", "InferenceExperiment", {}, "none"],
  [
    "an endpoint is deleted where that is asked for",
    "Endpoint",
    { perKind: { Endpoint: { action: "delete" } } },
    "delete",
  ],
  ["another kind keeps the general action", "TrainingJob", { perKind: { Endpoint: { action: "delete" } } }, "stop"],
  ["a notebook's files are not deleted unless that is allowed", "NotebookInstance", { action: "delete" }, "none"],
  ["it is allowed", "NotebookInstance", { action: "delete", allowDataLoss: ["NotebookInstance"] }, "delete"],
  ["nothing", "NotebookInstance", { action: "none" }, "none"],
  ["a kind that nobody knows", "constructor", {}, "none"],
] as const)("%s", (_, kind, change, expected) => {
  expect(plannedAction(kind, { unowned: { ...settings.unowned, ...change } as typeof settings.unowned })).toBe(
    expected,
  );
});
