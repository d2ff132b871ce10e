import {
  readCalls,
  readEvidence,
  readManagedPolicies,
  readNames,
  readRoles,
  writeEvidence,
} from "#shared/aws/incidents/permissions.ts";
import { pausePermission } from "#shared/aws/pause-permission.ts";
import { ladder } from "#shared/contain/ladder.ts";
import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

const { containVendor } = names.functions;

export const definition: FunctionDefinition = {
  folder: "contain-vendor",
  functionName: containVendor,
  description:
    "Contains one vendor's role: keeps it, revokes, denies, closes, proves that it holds, and watches it for an hour",
  // A run that was replaced has no effect any more when this is over: shared/contain/run.ts.
  timeout: 60,
  memory: 1024,
  environment: ["TABLE_NAME", "TOPIC_ARN", "NOTICES_URL", "CONTAIN_ARN", "EVIDENCE_BUCKET", "MAC_KEY"],
  permissions: [
    readRoles,
    readManagedPolicies,
    ...ladder.flatMap(({ permissions }) => permissions.contain),
    ...writeEvidence,
    ...readEvidence,
    readCalls,
    ...readNames,
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      resources: ["table"],
      why: "The incident, what the role's sessions took and made, the brakes, what the signals know, the outbox.",
    },
    pausePermission,
    {
      actions: ["lambda:GetAlias"],
      resources: [ownArn("lambda", "*", `function:${containVendor}`)],
      why: "Whether a later version is deployed: nothing is begun by settings that no longer hold.",
    },
    { actions: ["lambda:InvokeFunction"], resources: ["containFunction"], why: "Hands the incident to that version." },
    {
      actions: ["lambda:SendDurableExecutionCallbackSuccess"],
      resources: [containVendor, names.functions.restoreVendor].map((name) =>
        ownArn("lambda", "${Region}", `function:${name}:*`),
      ),
      why: "A run that was replaced wakes the one that goes on: its last act may have come late.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "Notices at each decision, by their ids." },
  ],
  source: { type: "durable", executionTimeout: "P30D", retention: "P30D" },
};
