import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "flush-notices",
  functionName: names.functions.flushNotices,
  description: "Sends the digests that are due, a week's for each team, and queues again what was left in the outbox",
  timeout: 120,
  memory: 512,
  environment: ["TABLE_NAME", "TOPIC_ARN", "NOTICES_URL"],
  permissions: [
    {
      actions: ["dynamodb:Query", "dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "The outbox's waiting rows, the recipients whose digest is due, and a week of the ledger.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "What it finds is delivered like any notice." },
  ],
  source: { type: "schedule", every: "PT5M" },
};
