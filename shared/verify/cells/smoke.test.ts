import { expect, test } from "@jest/globals";
import { estate } from "../fixtures.ts";
import type { Cell } from "../model.ts";
import { smokeCellsOf } from "./smoke.ts";

const cells = smokeCellsOf(estate());

test("2,592 questions: 6 actors, 24 classes of actions, 3 owners, 6 states of the tags", () => {
  expect(cells).toHaveLength(2592);
  expect(new Set(cells.map(({ action, type }) => `${action} ${type}`)).size).toBe(24);
});

test.each<[string, Partial<Cell>, Cell["wanted"]]>([
  [
    "tags decide, not the name",
    { action: "sagemaker:DeleteExperiment", owner: "other", resourceTags: "own" },
    "allowed",
  ],
  [
    "a name that looks like ours opens nothing",
    { action: "sagemaker:DeleteExperiment", owner: "self", resourceTags: "other" },
    "denied",
  ],
  ["an app in somebody's profile", { action: "sagemaker:CreateApp", owner: "other", requestTags: "own" }, "denied"],
  ["an app in one's own", { action: "sagemaker:CreateApp", owner: "self", requestTags: "own" }, "either"],
  [
    "an app of one's own without tags",
    { action: "sagemaker:DeleteApp", owner: "self", resourceTags: "untagged" },
    "either",
  ],
  [
    "somebody's app without tags",
    { action: "sagemaker:DeleteApp", owner: "other", resourceTags: "untagged" },
    "denied",
  ],
  [
    "one's own profile",
    { action: "sagemaker:CreatePresignedDomainUrl", owner: "self", resourceTags: "own" },
    "allowed",
  ],
  [
    "one's own by the person only",
    { action: "sagemaker:CreatePresignedDomainUrl", owner: "self", resourceTags: "other" },
    "either",
  ],
  [
    "an empty tag is nobody's",
    { action: "sagemaker:CreatePresignedDomainUrl", owner: "self", resourceTags: "empty" },
    "denied",
  ],
  [
    "a teammate's profile",
    { action: "sagemaker:CreatePresignedDomainUrl", owner: "teammate", resourceTags: "own" },
    "denied",
  ],
  ["a role by its path", { action: "iam:PassRole", owner: "other", resourceTags: "own" }, "denied"],
  ["a role of ours whose tag is wrong", { action: "iam:PassRole", owner: "self", resourceTags: "other" }, "either"],
])("%s", (_, asked, wanted) => {
  const found = cells.filter(
    (cell) =>
      cell.actor === "other-team" && Object.entries(asked).every(([key, value]) => cell[key as keyof Cell] === value),
  );
  expect(found.map((cell) => cell.wanted)).toEqual([wanted]);
});
