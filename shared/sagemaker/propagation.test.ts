import { describe, expect, test } from "@jest/globals";
import { tagMap } from "../model/tags.ts";
import { mayCarryOtherTags, usesTagsOfItsGroup } from "./propagation.ts";

const simple = {
  announcedBy: "api" as const,
  tagsComplete: true,
  resource: { arn: "arn:aws:sagemaker:us-east-1:123456789012:training-job/a", kind: "TrainingJob" },
  principal: { type: "IAMUser" },
  requestTags: tagMap([["team", "TeamA"]]),
};

describe("a user's own training job", () => {
  test("carries only the tags of its request", () => {
    expect(mayCarryOtherTags(simple)).toBe(false);
  });

  test.each([
    ["its record was cut off", { tagsComplete: false }],
    ["a tuning job made it", { announcedBy: "service-event" as const }],
    ["only SageMaker's own event tells of it", { announcedBy: "state-change" as const }],
    ["a service called for the user", { principal: { type: "AssumedRole", invokedBy: "sagemaker.amazonaws.com" } }],
    ["a service called", { principal: { type: "AWSService" } }],
    ["Studio's session called", { principal: { type: "AssumedRole", session: { name: "SageMaker" } } }],
    ["Studio's console called", { requestTags: tagMap([["sagemaker:domain-arn", "x"]]) }],
    ["it is an app", { resource: { ...simple.resource, kind: "App" } }],
    ["it is a model package", { resource: { ...simple.resource, kind: "ModelPackage" } }],
    ["its kind is not known", { resource: { ...simple.resource, kind: "Novelty" } }],
  ])("may carry more when %s", (_, changed) => {
    expect(mayCarryOtherTags({ ...simple, ...changed })).toBe(true);
  });

  test("a kind that no service makes carries only its request's when a service called", () => {
    const hub = { ...simple.resource, kind: "Hub" };
    expect(mayCarryOtherTags({ ...simple, resource: hub, principal: { type: "AWSService" } })).toBe(false);
  });
});

test.each([
  ["arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3", "ModelPackage", true],
  ["arn:aws:sagemaker:us-east-1:111122223333:model-package/churn", "ModelPackage", false],
  ["arn:aws:sagemaker:us-east-1:111122223333:model-package-group/churn", "ModelPackageGroup", false],
  ["arn:aws:sagemaker:us-east-1:111122223333:model/model-package/3", "Model", false],
])("%s uses its group's tags: %s %s", (arn, kind, expected) => {
  expect(usesTagsOfItsGroup({ resource: { arn, kind } })).toBe(expected);
});
