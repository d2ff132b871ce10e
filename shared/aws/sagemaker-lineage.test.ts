import { expect, test } from "@jest/globals";
import { definition } from "../../functions/enforce-tags/definition.ts";
import { fakeClient } from "../../test/fake-client.ts";
import { describeLineage } from "./sagemaker-lineage.ts";

const arnOf = (resource: string): string => `arn:aws:sagemaker:us-east-1:111122223333:${resource}`;
const profile = arnOf("user-profile/d-1/alice");
const by = { CreatedBy: { UserProfileArn: profile } };

const lineageFrom = async (arn: string, table: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(table);
  let calls = 0;
  const lineage = await describeLineage(arn, { onCall: () => void calls++, clientFor: () => client });
  return { lineage, calls, sent: client.sent };
};

const rows: readonly [resource: string, operation: string, input: object, answer: object, parents: string[]][] = [
  [
    "training-job/t",
    "DescribeTrainingJob",
    { TrainingJobName: "t" },
    { TrainingJobArn: "self", TuningJobArn: "tuning" },
    ["tuning"],
  ],
  [
    "training-job/t",
    "DescribeTrainingJob",
    { TrainingJobName: "t" },
    { AutoMLJobArn: "auto", LabelingJobArn: "label" },
    ["auto", "label"],
  ],
  [
    "processing-job/p",
    "DescribeProcessingJob",
    { ProcessingJobName: "p" },
    { MonitoringScheduleArn: "schedule" },
    ["schedule"],
  ],
  [
    "processing-job/p",
    "DescribeProcessingJob",
    { ProcessingJobName: "p" },
    { TrainingJobArn: "training", AutoMLJobArn: "" },
    ["training"],
  ],
  ["transform-job/t", "DescribeTransformJob", { TransformJobName: "t" }, { AutoMLJobArn: "auto" }, ["auto"]],
  [
    "experiment-trial-component/c",
    "DescribeTrialComponent",
    { TrialComponentName: "c" },
    { Source: { SourceArn: "job" }, ...by },
    ["job"],
  ],
  ["experiment-trial/t", "DescribeTrial", { TrialName: "t" }, by, []],
  ["experiment/e", "DescribeExperiment", { ExperimentName: "e" }, by, []],
  ["action/a", "DescribeAction", { ActionName: "a" }, by, []],
  ["artifact/0f", "DescribeArtifact", { ArtifactArn: arnOf("artifact/0f") }, by, []],
  ["context/c", "DescribeContext", { ContextName: "c" }, by, []],
  ["cluster-scheduler-config/c", "DescribeClusterSchedulerConfig", { ClusterSchedulerConfigId: "c" }, by, []],
  ["compute-quota/q", "DescribeComputeQuota", { ComputeQuotaId: "q" }, by, []],
  ["hub/h", "DescribeHub", { HubName: "h" }, by, []],
  [
    "hub-content/h/Model/m/1.0",
    "DescribeHubContent",
    { HubName: "h", HubContentType: "Model", HubContentName: "m" },
    by,
    [],
  ],
  ["mlflow-app/a", "DescribeMlflowApp", { Arn: arnOf("mlflow-app/a") }, by, []],
  ["mlflow-tracking-server/s", "DescribeMlflowTrackingServer", { TrackingServerName: "s" }, by, []],
  ["model-card/c", "DescribeModelCard", { ModelCardName: "c" }, by, []],
  ["model-package/g/1", "DescribeModelPackage", { ModelPackageName: arnOf("model-package/g/1") }, by, []],
  ["model-package-group/g", "DescribeModelPackageGroup", { ModelPackageGroupName: "g" }, by, []],
  ["pipeline/p", "DescribePipeline", { PipelineName: "p" }, by, []],
  [
    "pipeline/p/execution/x",
    "DescribePipelineExecution",
    { PipelineExecutionArn: arnOf("pipeline/p/execution/x") },
    { PipelineArn: "other", ...by },
    [],
  ],
  ["project/p", "DescribeProject", { ProjectName: "p" }, by, []],
];

test.each(rows)("%s by %s", async (resource, operation, input, answer, parents) => {
  const { lineage, calls, sent } = await lineageFrom(arnOf(resource), { [operation]: answer });
  expect(sent).toEqual([{ operation, input }]);
  expect(lineage).toEqual({ parents, createdByProfile: "CreatedBy" in answer ? profile : undefined });
  expect(calls).toBe(1);
});

test.each(rows)("the function may make the call for %s", (_, operation) => {
  expect(definition.permissions.flatMap(({ actions }) => actions)).toContain(`sagemaker:${operation}`);
});

test.each([arnOf("model/m"), arnOf("training-job"), arnOf("__proto__/x"), arnOf("constructor/x"), "no ARN"])(
  "%s is told by no Describe, and no call is made",
  async (arn) => {
    expect(await lineageFrom(arn, {})).toEqual({ lineage: undefined, calls: 0, sent: [] });
  },
);
