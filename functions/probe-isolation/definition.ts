import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "probe-isolation",
  functionName: names.functions.probeIsolation,
  description: "Tries, as each team, what teams must not be able to do to each other, and tells what succeeds",
  timeout: 840,
  memory: 512,
  environment: ["TABLE_NAME", "NOTICES_URL"],
  permissions: [
    {
      actions: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      resources: [ownArn("iam", "", `role${names.probePath}*`)],
      why: "A session as people of a team have one. The roles' trust says with which tags; this function can do nothing else to the teams.",
    },
    {
      actions: ["iam:GetRole"],
      resources: [ownArn("iam", "", `role${names.studioPath}*`), ownArn("iam", "", `role${names.executionPath}*`)],
      why: "A role that is not there is refused as well, and would look like a border.",
    },
    {
      actions: ["sagemaker:ListUserProfiles"],
      resources: ["*"],
      why: "In which domain somebody of a team has a profile, for the others to try to open. The operation knows no resources.",
    },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem"],
      resources: ["table"],
      why: "How the last run ended, and the outbox of the notices.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["noticesQueue"],
      why: "A crossing is told to both teams and to the operators.",
    },
  ],
  source: { type: "schedule", every: "P1D" },
};
