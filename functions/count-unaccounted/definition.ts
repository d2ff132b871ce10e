import { pausePermission } from "#shared/aws/pause-permission.ts";
import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "count-unaccounted",
  functionName: names.functions.countUnaccounted,
  description: "Counts the creations that have no outcome although their time is over, and tells of a pause",
  timeout: 60,
  memory: 256,
  environment: ["TABLE_NAME", "TOPIC_ARN", "NOTICES_URL"],
  permissions: [
    {
      actions: ["dynamodb:Query", "dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "The ledger's open rows, and the outbox of the notices.",
    },
    pausePermission,
    {
      actions: ["sqs:SendMessage"],
      resources: ["noticesQueue"],
      why: "One notice when the number is not 0, or when somebody paused.",
    },
  ],
  source: { type: "schedule", every: "PT5M" },
};
