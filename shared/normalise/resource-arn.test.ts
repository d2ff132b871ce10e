import { describe, expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import type { Kind } from "../sagemaker/kind.ts";
import { kindByCreate } from "../sagemaker/kinds.ts";
import { checkedArn, createdArn, isArnHere, listedArns, madeArn } from "./resource-arn.ts";

const place = { account: "123456789012", region: "us-east-1", partition: "aws" };
const arn = (resource: string): string => `arn:aws:sagemaker:us-east-1:123456789012:${resource}`;
const kind = (create: string): Kind => {
  const row = kindByCreate(create);
  if (row === undefined) throw new Error(`no row for ${create}`);
  return row;
};

describe("checkedArn", () => {
  test.each([
    arn("training-job/a"),
    arn("tuningJob/x"),
    arn("hub-content/h/Model/n/1.0.0"),
    arn("partner-app/app-ABC"),
  ])("takes %s", (good) => {
    expect(checkedArn(good, place, "f")).toBe(good);
    expect(isArnHere(good, place)).toBe(true);
  });
  test.each([
    ["not an ARN", "expected the ARN"],
    [arn("training-job"), "expected the ARN"],
    [arn("training-job/"), "expected the ARN"],
    [arn("training-job/*"), "expected the ARN"],
    [arn("training-job/a b"), "expected the ARN"],
    [arn("training-job/a\n"), "expected the ARN"],
    ["arn:aws:s3:us-east-1:123456789012:training-job/a", "expected the ARN"],
    ["arn:aws:sagemaker:us-east-1:999999999999:training-job/a", "another account"],
    ["arn:aws:sagemaker:eu-west-1:123456789012:training-job/a", "another region"],
    ["arn:aws:sagemaker:us-east-1::training-job/a", "another account"],
  ])("refuses %j", (bad, reason) => {
    expect(() => checkedArn(bad, place, "f")).toThrow(PoisonRecord);
    expect(() => checkedArn(bad, place, "f")).toThrow(
      `f: ${reason.startsWith("expected") ? reason : `names ${reason}`}`,
    );
    expect(isArnHere(bad, place)).toBe(false);
  });
});

describe("createdArn asks in this order", () => {
  const full = {
    responseElements: { trainingJobArn: arn("training-job/answer") },
    requestParameters: { trainingJobArn: arn("training-job/request"), trainingJobName: "made" },
    serviceEventDetails: { TrainingJobArn: arn("training-job/details") },
    resources: [{ ARN: arn("training-job/listed") }],
  };
  const order = ["responseElements", "requestParameters", "serviceEventDetails", "resources"] as const;
  test.each(order.map((_, index) => [index]))("with the first %d left out", (index) => {
    const record: Record<string, unknown> = { ...full };
    for (const key of order.slice(0, index)) delete record[key];
    const request = index > 1 ? {} : full.requestParameters;
    const expected = ["answer", "request", "details", "listed"][index] ?? "";
    expect(createdArn(record, kind("CreateTrainingJob"), request, place)).toBe(arn(`training-job/${expected}`));
  });
  test("and makes it from the request at last", () => {
    const request = { trainingJobName: "made" };
    expect(createdArn({}, kind("CreateTrainingJob"), request, place)).toBe(arn("training-job/made"));
  });
  test("a wrong ARN in the answer is poison, though the request could make one", () => {
    const record = { responseElements: { trainingJobArn: "x" } };
    expect(() => createdArn(record, kind("CreateTrainingJob"), { trainingJobName: "a" }, place)).toThrow(
      "responseElements.trainingJobArn: expected the ARN",
    );
  });
});

describe("madeArn", () => {
  test.each([
    [
      "CreateApp",
      { domainId: "d-1", userProfileName: "alice", appType: "JupyterLab", appName: "default" },
      "app/d-1/alice/JupyterLab/default",
    ],
    [
      "CreateApp",
      { domainId: "d-1", spaceName: "shared", appType: "JupyterLab", appName: "default" },
      "app/d-1/shared/JupyterLab/default",
    ],
    ["CreateUserProfile", { domainId: "d-1", userProfileName: "alice" }, "user-profile/d-1/alice"],
    ["CreateJob", { jobName: "j", jobCategory: "Tuning" }, "job/Tuning/j"],
    ["ImportHubContent", { hubName: "h", hubContentType: "Model", hubContentName: "m" }, "hub-content/h/Model/m"],
    ["CreateModelPackage", { modelPackageName: "m" }, "model-package/m"],
    ["CreateTrial", { trialName: "t" }, "experiment-trial/t"],
    ["CreateEdgeDeploymentPlan", { edgeDeploymentPlanName: "e" }, "edge-deployment/e"],
    ["CreateWorkteam", { workteamName: "w" }, "workteam/private-crowd/w"],
  ])("%s %j", (create, request, resource) => {
    expect(madeArn(kind(create), request, place)).toBe(arn(resource));
  });
  test.each([
    ["CreateModelPackage", { modelPackageGroupName: "g" }, "modelPackageName"],
    ["CreateApp", { domainId: "d-1", appType: "JupyterLab", appName: "default" }, "userProfileName|spaceName"],
    ["CreateTrainingJob", { trainingJobName: "a/b" }, "trainingJobName"],
    ["CreateTrainingJob", { trainingJobName: "*" }, "trainingJobName"],
    ["CreateTrainingJob", { trainingJobName: ".." }, "trainingJobName"],
    ["CreateTrainingJob", { trainingJobName: "x".repeat(257) }, "trainingJobName"],
    ["CreateTrainingJob", { trainingJobName: ["a"] }, "trainingJobName"],
  ])("%s %j is poison", (create, request, field) => {
    expect(() => madeArn(kind(create), request, place)).toThrow(`requestParameters.${field}: expected a name`);
  });
});

test("listedArns takes both spellings and skips the rest", () => {
  expect(listedArns({ resources: [{ ARN: "a" }, { arn: "b" }, { ARNPrefix: "c" }, null, "d"] })).toEqual(["a", "b"]);
  expect(listedArns({ resources: "x" })).toEqual([]);
});
