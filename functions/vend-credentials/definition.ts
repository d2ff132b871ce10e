import type { FunctionDefinition } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

/** Of the ledger's partitions those that begin so: whoever has this function has not the rest of it. */
const rowsOf = (begin: string) => ({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": begin } });

export const definition: FunctionDefinition = {
  folder: "vend-credentials",
  functionName: names.functions.vendCredentials,
  description: "Gives applications a person's credentials for a connection, on proof of who asks",
  timeout: 15,
  memory: 512,
  environment: ["TABLE_NAME"],
  permissions: [
    {
      actions: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      resources: ["connectionRoles"],
      why: "The roles that connections and people's entries name, and no other.",
    },
    {
      ...{ actions: ["dynamodb:PutItem"], resources: ["table"], condition: rowsOf("request#*") },
      why: "The mark that a proof was used.",
    },
    {
      ...{ actions: ["dynamodb:PutItem"], resources: ["table"], condition: rowsOf("session#*") },
      why: "The row of what was issued, without which nothing leaves.",
    },
    {
      ...{ actions: ["dynamodb:GetItem"], resources: ["table"], condition: rowsOf("vendor-role#*") },
      why: "Whether a role is contained: it is given to nobody.",
    },
  ],
  source: { type: "url", auth: "iam", concurrency: 10 },
};
