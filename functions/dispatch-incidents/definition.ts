import { readRoles } from "#shared/aws/incidents/permissions.ts";
import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "dispatch-incidents",
  functionName: names.functions.dispatchIncidents,
  description: "Takes orders of operators and runbooks: contain, restore, answer, plan, status",
  timeout: 30,
  memory: 512,
  environment: ["TABLE_NAME", "TOPIC_ARN", "CONTAIN_ARN", "RESTORE_ARN"],
  permissions: [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "The role's incident: opened, answered, and told how far it is.",
    },
    {
      actions: ["lambda:InvokeFunction"],
      resources: ["containFunction", "restoreFunction"],
      why: "Starts what was asked for. This function itself can change no role.",
    },
    {
      actions: ["lambda:SendDurableExecutionCallbackSuccess"],
      resources: [ownArn("lambda", "${Region}", `function:${names.functions.containVendor}:*`)],
      why: "Wakes a containment that waits for a person's word, of whichever version began it.",
    },
    readRoles,
  ],
  source: { type: "call" },
};
