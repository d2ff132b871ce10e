import { expect, test } from "@jest/globals";
import { settings } from "../../test/fixtures.ts";
import { kinds } from "../sagemaker/kinds.ts";
import { unownedProblems } from "./unowned-checks.ts";
import { pathText } from "./words.ts";

const check = (change: object): string[] =>
  unownedProblems({ ...settings, unowned: { ...settings.unowned, ...change } }).map(
    ({ path, message }) => `${pathText(path)}: ${message}`,
  );
const perKind = (kind: string, action: string) => ({ perKind: { [kind]: { action } } });

test.each([
  ["the defaults", {}],
  ["a minute between", { remindAfter: "PT59M", actAfter: "PT1H" }],
  ["delete what can be made again", perKind("Endpoint", "delete")],
  ["stop what has a Stop", perKind("TrainingJob", "stop")],
  ["do nothing to what has neither", perKind("Model", "none")],
  ["delete what loses data, where that is said", { ...perKind("Model", "delete"), allowDataLoss: ["Model"] }],
  ["a kind that nobody knows: said elsewhere", perKind("constructor", "stop")],
  [
    "delete everything, with all that is lost named",
    { action: "delete", allowDataLoss: kinds.filter(({ losesData }) => losesData).map(({ kind }) => kind) },
  ],
])("right: %s", (_, change) => {
  expect(check(change)).toEqual([]);
});

test.each([
  [{ remindAfter: "P1D" }, "unowned.remindAfter: P1D is not before actAfter (P1D); allowed: less than actAfter"],
  [
    { remindAfter: "PT2H", actAfter: "PT60M" },
    "unowned.remindAfter: PT2H is not before actAfter (PT60M); allowed: less than actAfter",
  ],
  [
    perKind("Model", "stop"),
    "unowned.perKind.Model.action: SageMaker has no call to stop a Model; allowed: delete, none",
  ],
  [
    perKind("InferenceExperiment", "stop"),
    "unowned.perKind.InferenceExperiment.action: StopInferenceExperiment wants to be told what becomes of each variant: only a person knows; allowed: delete, none",
  ],
  [
    perKind("TransformJob", "delete"),
    "unowned.perKind.TransformJob.action: SageMaker has no call to delete a TransformJob; allowed: stop, none",
  ],
  [
    perKind("NotebookInstance", "delete"),
    "unowned.perKind.NotebookInstance.action: deleting a NotebookInstance loses data; allowed: stop, none, or delete with NotebookInstance in unowned.allowDataLoss",
  ],
])("%j", (change, expected) => {
  expect(check(change)).toEqual([expected]);
});

test("to delete everything names what is lost, and what is excepted is not", () => {
  const [found = "", ...others] = check({ action: "delete", perKind: { Model: { action: "none" } } });
  expect(others).toEqual([]);
  expect(found).toMatch(
    /^unowned\.action: deleting loses data of AIBenchmarkJob, .* \(\d+ in all\); allowed: stop or none/,
  );
  const count = Number(/\((\d+) in all\)/.exec(found)?.[1]);
  const lost = new Set(kinds.filter(({ losesData, deletable }) => losesData && deletable).map(({ kind }) => kind));
  expect(count).toBe(lost.size - 1);
});
