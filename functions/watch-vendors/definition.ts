import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "watch-vendors",
  functionName: names.functions.watchVendors,
  description: "Holds what vendor sessions do against their contracts: signals, scores, notices",
  timeout: 60,
  memory: 512,
  environment: ["TABLE_NAME", "TOPIC_ARN", "QUEUE_URL", "DEAD_LETTER_URL", "NOTICES_URL", "AUDITS_URL", "CONTAIN_ARN"],
  permissions: [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      resources: ["table"],
      why: "What is known of each role, its signals, its incident, who belongs to whom, the session ledger, the outbox.",
    },
    {
      actions: ["lambda:InvokeFunction"],
      resources: ["containFunction"],
      why: "Starts the containment that a signal asks for by its contract, before anybody is told.",
    },
    {
      actions: ["lambda:SendDurableExecutionCallbackSuccess"],
      resources: [ownArn("lambda", "${Region}", `function:${names.functions.containVendor}:*`)],
      why: "Wakes the guard of a containment that somebody undid, of whichever version began it.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "Notices to the owners, by their ids." },
    {
      actions: ["sqs:SendMessage"],
      resources: ["auditsQueue"],
      why: "A vendor's role changed, or somebody new has to be heard of: another function looks, and writes the rules.",
    },
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
  // A role's acts of one batch are one read and one write of its row.
  source: { type: "queue", queue: "vendorActs", batchSize: 100, window: 1, maximumConcurrency: 5 },
};
