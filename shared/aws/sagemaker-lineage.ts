import {
  DescribeActionCommand,
  DescribeArtifactCommand,
  DescribeClusterSchedulerConfigCommand,
  DescribeComputeQuotaCommand,
  DescribeContextCommand,
  DescribeExperimentCommand,
  DescribeHubCommand,
  DescribeHubContentCommand,
  DescribeMlflowAppCommand,
  DescribeMlflowTrackingServerCommand,
  DescribeModelCardCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  DescribePipelineCommand,
  DescribePipelineExecutionCommand,
  DescribeProcessingJobCommand,
  DescribeProjectCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  DescribeTrialCommand,
  DescribeTrialComponentCommand,
  type HubContentType,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import type { Lineage } from "../attribute/lookups.ts";
import { parseArn } from "../model/arn.ts";
import { regionOf } from "./client.ts";
import { countedClient, type SageMakerOptions } from "./sagemaker.ts";

type Sender = Pick<SageMakerClient, "send">;
type Name = { arn: string; name: string; path: readonly string[] };
/** Of each Describe answer only the members that name a maker are read. */
interface Answer {
  CreatedBy?: { UserProfileArn?: string | undefined } | undefined;
  Source?: { SourceArn?: string | undefined } | undefined;
}

/** By the ARN's resource type: the Describe call whose answer names the maker. Kinds without a row are told by none. */
const describers: Readonly<Record<string, (client: Sender, name: Name) => Promise<object>>> = {
  "training-job": (client, { name }) => client.send(new DescribeTrainingJobCommand({ TrainingJobName: name })),
  "processing-job": (client, { name }) => client.send(new DescribeProcessingJobCommand({ ProcessingJobName: name })),
  "transform-job": (client, { name }) => client.send(new DescribeTransformJobCommand({ TransformJobName: name })),
  "experiment-trial-component": (client, { name }) =>
    client.send(new DescribeTrialComponentCommand({ TrialComponentName: name })),
  "experiment-trial": (client, { name }) => client.send(new DescribeTrialCommand({ TrialName: name })),
  experiment: (client, { name }) => client.send(new DescribeExperimentCommand({ ExperimentName: name })),
  action: (client, { name }) => client.send(new DescribeActionCommand({ ActionName: name })),
  artifact: (client, { arn }) => client.send(new DescribeArtifactCommand({ ArtifactArn: arn })),
  context: (client, { name }) => client.send(new DescribeContextCommand({ ContextName: name })),
  "cluster-scheduler-config": (client, { name }) =>
    client.send(new DescribeClusterSchedulerConfigCommand({ ClusterSchedulerConfigId: name })),
  "compute-quota": (client, { name }) => client.send(new DescribeComputeQuotaCommand({ ComputeQuotaId: name })),
  hub: (client, { name }) => client.send(new DescribeHubCommand({ HubName: name })),
  "hub-content": (client, { path: [hub, type, name] }) =>
    client.send(
      new DescribeHubContentCommand({ HubName: hub, HubContentType: type as HubContentType, HubContentName: name }),
    ),
  "mlflow-app": (client, { arn }) => client.send(new DescribeMlflowAppCommand({ Arn: arn })),
  "mlflow-tracking-server": (client, { name }) =>
    client.send(new DescribeMlflowTrackingServerCommand({ TrackingServerName: name })),
  "model-card": (client, { name }) => client.send(new DescribeModelCardCommand({ ModelCardName: name })),
  "model-package": (client, { arn }) => client.send(new DescribeModelPackageCommand({ ModelPackageName: arn })),
  "model-package-group": (client, { name }) =>
    client.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName: name })),
  pipeline: (client, { arn, name, path }) =>
    path[1] === "execution"
      ? client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }))
      : client.send(new DescribePipelineCommand({ PipelineName: name })),
  project: (client, { name }) => client.send(new DescribeProjectCommand({ ProjectName: name })),
};

/** The answer's members that hold the maker's ARN. */
const parentMembers: Readonly<Record<string, readonly string[]>> = {
  "training-job": ["TuningJobArn", "AutoMLJobArn", "LabelingJobArn"],
  "processing-job": ["MonitoringScheduleArn", "AutoMLJobArn", "TrainingJobArn"],
  "transform-job": ["AutoMLJobArn", "LabelingJobArn"],
};

/** One Describe call; undefined, without a call, where the kind's Describe tells nothing. */
export const describeLineage = async (arn: string, options: SageMakerOptions): Promise<Lineage | undefined> => {
  const [type = "", ...path] = parseArn(arn)?.resource.split("/") ?? [];
  const describer = Object.hasOwn(describers, type) ? describers[type] : undefined;
  if (!describer || path[0] === undefined) return undefined;
  const client = countedClient(options)(regionOf(arn));
  return lineageOf(await describer(client, { arn, name: path[0], path }), parentMembers[type] ?? []);
};

const lineageOf = (answer: object, members: readonly string[]): Lineage => {
  const { CreatedBy, Source } = answer as Answer;
  const values = new Map(Object.entries(answer));
  const named = [...members.map((member) => values.get(member)), Source?.SourceArn];
  const parents = named.filter((value): value is string => typeof value === "string" && value !== "");
  return { parents, createdByProfile: CreatedBy?.UserProfileArn };
};
