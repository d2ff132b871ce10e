import { ownArn, type Permission } from "../model/function-definition.ts";

/** What the lookups of attribution ask AWS (`shared/record/lookups.ts`), for every function that asks whose a resource is. */
export const lookupPermissions: readonly Permission[] = [
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
];
