import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "deliver-notices",
  functionName: names.functions.deliverNotices,
  description: "Tells people in Slack and over SNS, each notice once",
  timeout: 120,
  memory: 256,
  environment: ["TABLE_NAME", "TOPIC_ARN", "QUEUE_URL", "DEAD_LETTER_URL", "NOTICES_URL"],
  permissions: [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "The outbox with its tries and receipts, recipients and threads.",
    },
    {
      actions: ["sns:Publish", "sns:GetTopicAttributes"],
      resources: ["topic", "teamTopics"],
      why: "Notices to teams and programs, and whether anybody has confirmed a subscription.",
    },
    {
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["slackSecret"],
      why: "The bot token with which it speaks to Slack.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["noticesQueue"],
      why: "A digest that is full becomes a notice of its own.",
    },
    {
      actions: ["sqs:ChangeMessageVisibility"],
      resources: ["queue"],
      why: "A notice that Slack does not take now comes back when Slack says so.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["deadLetters"],
      why: "A message that is no notice goes there at once, with its reason.",
    },
  ],
  source: { type: "queue", queue: "notices", batchSize: 5, maximumConcurrency: 2 },
};
