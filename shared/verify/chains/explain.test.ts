import { expect, test } from "@jest/globals";
import { explainChain, knownChains } from "./explain.ts";

test("what it comes to, then who does what and what allowed it", () => {
  expect(
    explainChain({
      goal: "data-deleted",
      known: "C1",
      steps: [
        { principal: "studio-TeamB as bob", action: "sagemaker:AddTags", resource: "arn:e", with: "tags team=TeamB" },
        { principal: "studio-TeamB as bob", action: "sagemaker:DeleteExperiment", resource: "arn:e" },
      ],
      statements: [
        { policy: "read-only.json", index: 1, sid: "TagAnything" },
        { policy: "developer.json", index: 2, sid: undefined },
      ],
    }),
  ).toEqual([
    "another team's data is deleted (C1: tag another team's thing as one's own, and delete it)",
    "  1. studio-TeamB as bob: sagemaker:AddTags on arn:e, tags team=TeamB [read-only.json, TagAnything]",
    "  2. studio-TeamB as bob: sagemaker:DeleteExperiment on arn:e [developer.json, statement 2]",
  ]);
});

test("without a name, and where nothing had to allow it", () => {
  const steps = [{ principal: "bob", action: "sts:AssumeRoleWithSAML", resource: "arn:r" }];
  expect(explainChain({ goal: "role-gained", known: undefined, steps, statements: [undefined] })).toEqual([
    "a role of somebody else is gained",
    "  1. bob: sts:AssumeRoleWithSAML on arn:r",
  ]);
});

test("fourteen are known", () => {
  expect(Object.keys(knownChains)).toHaveLength(14);
});
