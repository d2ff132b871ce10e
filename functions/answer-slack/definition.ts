import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "answer-slack",
  functionName: names.functions.answerSlack,
  description: "Takes what people press in Slack: checks the signature, refuses replays, answers at once",
  timeout: 10,
  memory: 512,
  environment: ["TABLE_NAME", "ANSWERS_URL"],
  permissions: [
    {
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["slackSecret"],
      why: "The signing secret, without which nothing is taken.",
    },
    { actions: ["dynamodb:PutItem"], resources: ["table"], why: "The mark that a request was taken." },
    {
      actions: ["sqs:SendMessage"],
      resources: ["answersQueue"],
      why: "What was answered; another function judges it.",
    },
  ],
  source: { type: "url", auth: "none", concurrency: 5 },
};
