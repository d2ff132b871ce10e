import { expect, test } from "@jest/globals";
import type { FunctionDefinition } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import { definitions } from "../definitions.ts";
import { Boundary } from "./boundary.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";

const needing = (...actions: readonly string[]): FunctionDefinition => ({
  folder: "try-things",
  functionName: "sagewarden-try-things",
  description: "",
  timeout: 1,
  memory: 128,
  environment: [],
  permissions: [{ actions, resources: ["table"], why: "" }],
  source: { type: "schedule", every: "PT5M" },
});
const boundaryOf = (...definitions: readonly FunctionDefinition[]) =>
  only(
    resourcesOf((stack) => new Boundary(stack, "Boundary", definitions)),
    "AWS::IAM::ManagedPolicy",
  );
const actionsOf = (...definitions: readonly FunctionDefinition[]): readonly string[] =>
  statementsIn(boundaryOf(...definitions)).flatMap(({ Action }) => Action);

test("has the name and path by which the other regions find it", () => {
  expect(boundaryOf().Properties).toMatchObject({ ManagedPolicyName: names.boundary, Path: names.rolePath });
});

test("adds what any function needs, each action once, and nothing else", () => {
  const own = actionsOf();
  const all = actionsOf(needing("s3:GetObject", "dynamodb:Query"), needing("dynamodb:Query", "kms:Decrypt"));
  expect(own).toContain("kms:Decrypt");
  expect(all).toEqual([...own, "s3:GetObject", "dynamodb:Query"].toSorted());
});

test("by itself changes neither IAM nor itself, and is no pattern", () => {
  for (const action of actionsOf()) expect(action).toMatch(/^(?!iam:)[a-z]+:\w+$/);
});

test("names a verb by a wildcard where a service has very many calls of it, and stays within a managed policy's size", () => {
  const calls = Array.from({ length: 60 }, (_, index) => `sagemaker:Delete${"Thing".repeat(20)}${index}`);
  const all = actionsOf(needing(...calls, "sagemaker:AddTags"));
  expect(all.filter((action) => action.startsWith("sagemaker:"))).toEqual(["sagemaker:AddTags", "sagemaker:Delete*"]);
  const ours = boundaryOf(...definitions);
  expect(JSON.stringify(ours.Properties.PolicyDocument).length).toBeLessThan(6_144);
});

test("only allows: a Deny in it would not show where a role is read", () => {
  expect(statementsIn(boundaryOf()).map(({ Effect }) => Effect)).toEqual(["Allow"]);
});
