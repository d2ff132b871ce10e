import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "enforce-tags",
  functionName: names.functions.enforceTags,
  description: "Puts the proven owner's tags on new SageMaker resources and keeps them there",
  timeout: 60,
  memory: 512,
  environment: ["TABLE_NAME", "TOPIC_ARN", "QUEUE_URL", "DEAD_LETTER_URL", "NOTICES_URL"],
  permissions: [
    {
      actions: ["sagemaker:AddTags", "sagemaker:DeleteTags", "sagemaker:ListTags"],
      resources: [ownArn("sagemaker", "*", "*")],
      why: "Every kind of resource in every region gets its owner's tags; the tags are read before a value is replaced. DeleteTags takes away look-alikes of the guarded keys.",
    },
    {
      actions: [
        "sagemaker:DescribeAction",
        "sagemaker:DescribeArtifact",
        "sagemaker:DescribeClusterSchedulerConfig",
        "sagemaker:DescribeComputeQuota",
        "sagemaker:DescribeContext",
        "sagemaker:DescribeExperiment",
        "sagemaker:DescribeHub",
        "sagemaker:DescribeHubContent",
        "sagemaker:DescribeMlflowApp",
        "sagemaker:DescribeMlflowTrackingServer",
        "sagemaker:DescribeModelCard",
        "sagemaker:DescribeModelPackage",
        "sagemaker:DescribeModelPackageGroup",
        "sagemaker:DescribePipeline",
        "sagemaker:DescribePipelineExecution",
        "sagemaker:DescribeProcessingJob",
        "sagemaker:DescribeProject",
        "sagemaker:DescribeTrainingJob",
        "sagemaker:DescribeTransformJob",
        "sagemaker:DescribeTrial",
        "sagemaker:DescribeTrialComponent",
      ],
      resources: [ownArn("sagemaker", "*", "*")],
      why: "The service's own word on who made a resource: its parent job, its pipeline's execution, its creator's profile.",
    },
    {
      actions: ["sagemaker:DescribeUserProfile", "sagemaker:DescribeSpace", "sagemaker:DescribeDomain"],
      resources: [
        ownArn("sagemaker", "*", "user-profile/*"),
        ownArn("sagemaker", "*", "space/*"),
        ownArn("sagemaker", "*", "domain/*"),
      ],
      why: "Whose a Studio profile or space is, and which role its work runs with.",
    },
    {
      actions: ["sagemaker:ListUserProfiles"],
      resources: ["*"],
      why: "A source identity is a profile's name: it counts only if there is exactly one. ListUserProfiles knows no resources.",
    },
    {
      actions: ["iam:ListRoleTags"],
      resources: [ownArn("iam", "", "role/*")],
      why: "A role's tags may prove the team.",
    },
    {
      actions: ["iam:ListUserTags"],
      resources: [ownArn("iam", "", "user/*")],
      why: "An IAM user's tags may name the person.",
    },
    {
      actions: ["cloudtrail:LookupEvents"],
      resources: ["*"],
      why: "What was done while a guarded tag was wrong. LookupEvents knows no resources.",
    },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      resources: ["table"],
      why: "The ledger: one row for each creation, the sessions, what was asked of Studio.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "Notices to the owners, by their ids." },
    {
      actions: ["sqs:ChangeMessageVisibility"],
      resources: ["queue"],
      why: "A record that has to wait comes back when it is due.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["deadLetters"],
      why: "A poison record goes there at once, with its reason.",
    },
  ],
  source: { type: "queue", queue: "creations", batchSize: 10, maximumConcurrency: 10 },
};
