import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "vend-credentials",
  functionName: names.functions.vendCredentials,
  description: "Gives applications a person's credentials for a connection, on proof of who asks",
  timeout: 10,
  memory: 512,
  environment: ["TABLE_NAME"],
  permissions: [
    {
      actions: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      resources: ["connectionRoles"],
      why: "The roles that connections and people's entries name, and no other.",
    },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "The mark that a proof was used, the row of what was issued, and whether a role is contained.",
    },
  ],
  source: { type: "url", auth: "iam", concurrency: 10 },
};
