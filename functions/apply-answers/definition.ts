import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "apply-answers",
  functionName: names.functions.applyAnswers,
  description: "Judges what people pressed in Slack, records it in the case, and wakes whoever acts",
  timeout: 60,
  memory: 512,
  environment: [
    "TABLE_NAME",
    "QUEUE_URL",
    "DEAD_LETTER_URL",
    "CREATIONS_URL",
    "NOTICES_URL",
    "CONTAIN_ARN",
    "RESTORE_ARN",
  ],
  permissions: [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      resources: ["table"],
      why: "The case or incident with its answers, the ledger's row, the exemption, the outbox, the workspace of our token.",
    },
    {
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["slackSecret"],
      why: "The token: Slack is asked who pressed, and whether that is a guest.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["creationsQueue", "noticesQueue"],
      why: "An owner that was named, for the function that writes tags; notices to those who have to confirm.",
    },
    {
      actions: ["lambda:SendDurableExecutionCallbackSuccess"],
      resources: [
        ownArn("lambda", "${Region}", `function:${names.functions.settleUnowned}:*`),
        ownArn("lambda", "${Region}", `function:${names.functions.containVendor}:*`),
      ],
      why: "Wakes the execution that waits for an answer, of whichever version began it; it looks by itself at what was answered.",
    },
    {
      actions: ["lambda:InvokeFunction"],
      resources: ["containFunction", "restoreFunction"],
      why: "An approver lets a containment go on whose run has ended, or puts the role back.",
    },
    {
      actions: ["sqs:ChangeMessageVisibility"],
      resources: ["queue"],
      why: "An answer that has to wait comes back when it is due.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["deadLetters"],
      why: "What cannot be read goes there at once, with its reason.",
    },
  ],
  source: { type: "queue", queue: "answers", batchSize: 5, maximumConcurrency: 5 },
};
