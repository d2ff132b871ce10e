import { pausePermission } from "#shared/aws/pause-permission.ts";
import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";
import { lists } from "#shared/sweep/lists.ts";

export const definition: FunctionDefinition = {
  folder: "sweep",
  functionName: names.functions.sweep,
  description:
    "Looks at every SageMaker resource there is, and at what CloudTrail's history has and the ledger has not",
  timeout: 840,
  memory: 1_024,
  environment: ["TABLE_NAME", "TOPIC_ARN", "CREATIONS_URL"],
  permissions: [
    {
      actions: lists.map(({ call }) => `sagemaker:${call}`).toSorted(),
      resources: ["*"],
      why: "Everything that exists, of every kind. A List operation knows no resources.",
    },
    {
      actions: ["tag:GetResources"],
      resources: ["*"],
      why: "The tags of everything, 100 resources a call. GetResources knows no resources.",
    },
    {
      actions: ["sagemaker:ListTags"],
      resources: [ownArn("sagemaker", "*", "*")],
      why: "What seems to have drifted is read again where it lives, since the tagging API lags.",
    },
    {
      actions: ["cloudtrail:LookupEvents"],
      resources: ["*"],
      why: "The creations that EventBridge did not bring. LookupEvents knows no resources.",
    },
    pausePermission,
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:DescribeTable"],
      resources: ["table"],
      why: "The ledger, exemptions, and where the sweep is; the table's age is the deployment's.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["creationsQueue"],
      why: "What it found goes to the one function that writes tags.",
    },
  ],
  source: { type: "schedule", every: "PT15M" },
};
