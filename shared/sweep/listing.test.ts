import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { account } from "../../test/fixtures.ts";
import { readPage } from "./listing.ts";
import { lists } from "./lists.ts";

const place = { account, region: "us-east-1", partition: "aws" };
const arn = (resource: string, owner = account): string => `arn:aws:sagemaker:us-east-1:${owner}:${resource}`;
const list = (call: string) => lists.find((one) => one.call === call) as (typeof lists)[number];
const page = (call: string, ...summaries: unknown[]) => readPage(list(call), { [list(call).items]: summaries }, place);
const createdAt = "2026-11-22T10:00:00.000Z";

describe("a summary", () => {
  test("with its ARN, name, time and status", () => {
    const summary = {
      TrainingJobArn: arn("training-job/churn"),
      TrainingJobName: "churn",
      CreationTime: new Date(createdAt),
      TrainingJobStatus: "Completed",
    };
    expect(page("ListTrainingJobs", summary).found).toEqual([
      { arn: arn("training-job/churn"), kind: "TrainingJob", name: "churn", createdAt, status: "Completed" },
    ]);
  });

  test.each([
    [
      "ListApps",
      { DomainId: "d-1", UserProfileName: "alice", AppType: "JupyterLab", AppName: "default" },
      "app/d-1/alice/JupyterLab/default",
      "App",
    ],
    [
      "ListApps",
      { DomainId: "d-1", SpaceName: "shared", AppType: "CodeEditor", AppName: "a" },
      "app/d-1/shared/CodeEditor/a",
      "App",
    ],
    ["ListSpaces", { DomainId: "d-1", SpaceName: "shared" }, "space/d-1/shared", "Space"],
    ["ListUserProfiles", { DomainId: "d-1", UserProfileName: "alice" }, "user-profile/d-1/alice", "UserProfile"],
    ["ListInferenceExperiments", { Name: "shadow" }, "inference-experiment/shadow", "InferenceExperiment"],
  ])("of %s without an ARN: %j", (call, summary, resource, kind) => {
    expect(page(call, summary).found).toEqual([expect.objectContaining({ arn: arn(resource), kind })]);
  });

  test("of hub content is content or a reference, as its ARN says", () => {
    const hub = (type: string) => ({ HubContentArn: arn(`hub-content/h/${type}/m`), HubContentName: "m" });
    const { found } = page("ListHubContents", hub("Model"), hub("ModelReference"));
    expect(found.map(({ kind }) => kind)).toEqual(["HubContent", "HubContentReference"]);
  });

  test("without a name is named by its ARN", () => {
    const summary = { TrainingSessionArn: arn("training-session/s-1") };
    expect(page("ListTrainingSessions", summary).found[0]?.name).toBe("s-1");
  });

  test("of a training plan tells no creation: its start is another day", () => {
    const summary = { TrainingPlanArn: arn("training-plan/p"), TrainingPlanName: "p", StartTime: new Date() };
    expect(page("ListTrainingPlans", summary).found[0]).not.toHaveProperty("createdAt");
  });
});

test("what belongs to others is left out, what names nothing is told", () => {
  const { found, strange } = page(
    "ListHubs",
    { HubArn: arn("hub/SageMakerPublicHub", "aws"), HubName: "SageMakerPublicHub" },
    { HubName: "nothing" },
    { HubArn: "arn:aws:s3:::bucket" },
    "text",
    { HubArn: arn("hub/own"), HubName: "own" },
  );
  expect(found.map(({ name }) => name)).toEqual(["own"]);
  expect(strange).toEqual(Array(3).fill("ListHubs: HubSummaries[].HubArn: expected the ARN of a SageMaker resource"));
});

test("whatever an answer holds, a page is read or told, and only ARNs of our own come out", () => {
  const value = fc.oneof(fc.string(), fc.constant(arn("model/m")), fc.integer(), fc.constant(null), fc.date());
  const summary = fc.dictionary(fc.constantFrom("AppName", "AppType", "DomainId", "ModelArn", "CreationTime"), value);
  fc.assert(
    fc.property(fc.constantFrom("ListApps", "ListModels"), fc.array(fc.oneof(summary, value)), (call, summaries) => {
      const { found, strange } = page(call, ...summaries);
      expect(found.length + strange.length).toBeLessThanOrEqual(summaries.length);
      for (const one of found) expect(one.arn.startsWith(`arn:aws:sagemaker:us-east-1:${account}:`)).toBe(true);
    }),
  );
});
