import { lookupPermissions } from "#shared/aws/lookup-permissions.ts";
import { pausePermission } from "#shared/aws/pause-permission.ts";
import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "enforce-tags",
  functionName: names.functions.enforceTags,
  description: "Puts the proven owner's tags on new SageMaker resources and keeps them there",
  timeout: 60,
  memory: 512,
  environment: ["TABLE_NAME", "TOPIC_ARN", "QUEUE_URL", "DEAD_LETTER_URL", "NOTICES_URL", "SETTLE_ARN"],
  permissions: [
    {
      actions: ["sagemaker:AddTags", "sagemaker:DeleteTags", "sagemaker:ListTags"],
      resources: [ownArn("sagemaker", "*", "*")],
      why: "Every kind of resource in every region gets its owner's tags; the tags are read before a value is replaced. DeleteTags takes away look-alikes of the guarded keys.",
    },
    ...lookupPermissions,
    pausePermission,
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
      actions: ["lambda:InvokeFunction"],
      resources: ["settleFunction"],
      why: "Begins the case of a resource that nobody is proven to own.",
    },
    {
      actions: ["sqs:ChangeMessageVisibility"],
      resources: ["queue"],
      why: "A record that has to wait comes back when it is due.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["queue"],
      why: "What a pause holds back goes into its own queue again.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["deadLetters"],
      why: "A poison record goes there at once, with its reason.",
    },
  ],
  source: { type: "queue", queue: "creations", batchSize: 10, maximumConcurrency: 10 },
};
