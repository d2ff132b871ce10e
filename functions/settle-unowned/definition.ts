import { lookupPermissions } from "#shared/aws/lookup-permissions.ts";
import { pausePermission } from "#shared/aws/pause-permission.ts";
import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";
import { actionsOf } from "#shared/sagemaker/act-actions.ts";

const everyResource = [ownArn("sagemaker", "*", "*")];

export const definition: FunctionDefinition = {
  folder: "settle-unowned",
  functionName: names.functions.settleUnowned,
  description:
    "Holds the case of one resource that nobody owns: tells, reminds, waits for an answer, then stops or deletes",
  timeout: 120,
  memory: 512,
  environment: ["TABLE_NAME", "TOPIC_ARN", "CREATIONS_URL", "NOTICES_URL", "SETTLE_ARN"],
  permissions: [
    {
      actions: actionsOf("describe"),
      resources: everyResource,
      why: "Whether the resource is still there and runs: read immediately before it is stopped or deleted, and afterwards.",
    },
    {
      actions: actionsOf("stop"),
      resources: everyResource,
      why: "Stops what nobody owned when the grace period was over, whatever its kind. The only function that may.",
    },
    {
      actions: actionsOf("delete"),
      resources: everyResource,
      why: "Deletes it where the settings say so for its kind. The only function that may.",
    },
    {
      actions: actionsOf("start"),
      resources: everyResource,
      why: "Takes a stop back when somebody answers so.",
    },
    {
      actions: ["sagemaker:ListTags"],
      resources: everyResource,
      why: "Whether somebody tagged it meanwhile: that ends the case.",
    },
    ...lookupPermissions,
    pausePermission,
    {
      actions: ["cloudwatch:GetMetricData"],
      resources: ["*"],
      why: "Whether an endpoint was called within the last hour. GetMetricData knows no resources.",
    },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:DescribeTable"],
      resources: ["table"],
      why: "The case, the ledger, the hourly limit; the table's age is the deployment's.",
    },
    {
      actions: ["lambda:GetAlias"],
      resources: [ownArn("lambda", "*", `function:${names.functions.settleUnowned}`)],
      why: "Whether a later version is deployed: nothing is done by settings that no longer hold.",
    },
    {
      actions: ["lambda:InvokeFunction"],
      resources: ["settleFunction"],
      why: "Hands the case to that version.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "Notices to the owners, by their ids." },
    {
      actions: ["sqs:SendMessage"],
      resources: ["creationsQueue"],
      why: "Evidence came late: the creation is judged once more by the function that writes tags.",
    },
  ],
  source: { type: "durable", executionTimeout: "P180D", retention: "P30D" },
};
