import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "guard-deployments",
  functionName: names.functions.guardDeployments,
  description: "Answers CloudFormation whether a vendor's role may be written: while it is contained, it may not",
  timeout: 30,
  memory: 256,
  environment: ["TABLE_NAME"],
  permissions: [
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "Whether the role is contained, and what was said to its last deployments.",
    },
  ],
  source: { type: "call" },
};
