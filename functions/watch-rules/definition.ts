import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "watch-rules",
  functionName: names.functions.watchRules,
  description: "Looks whether every rule is there, enabled, unchanged and connected",
  timeout: 60,
  memory: 256,
  environment: ["TABLE_NAME", "TOPIC_ARN", "NOTICES_URL"],
  permissions: [
    {
      actions: ["events:DescribeRule", "events:ListTargetsByRule"],
      resources: [ownArn("events", "*", "rule/sagewarden-*")],
      why: "Our rules, in the home region and in the regions that forward to it.",
    },
    {
      actions: ["lambda:ListEventSourceMappings"],
      resources: ["*"],
      why: "Whether the queues feed their functions. The action knows no resources.",
    },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "The outbox of the notices.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "A notice when something is dead." },
  ],
  source: { type: "schedule", every: "PT15M" },
};
