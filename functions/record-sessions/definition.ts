import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "record-sessions",
  functionName: names.functions.recordSessions,
  description: "Records who was issued which session, with its tags and source identity",
  timeout: 30,
  memory: 256,
  environment: ["TABLE_NAME", "QUEUE_URL", "DEAD_LETTER_URL"],
  permissions: [
    { actions: ["dynamodb:PutItem"], resources: ["table"], why: "One item for each issued session." },
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
  source: { type: "queue", queue: "sessions", batchSize: 10, maximumConcurrency: 5 },
};
