import { readEvidence, readManagedPolicies, readNames, readRoles } from "#shared/aws/incidents/permissions.ts";
import { ladder } from "#shared/contain/ladder.ts";
import { type FunctionDefinition, ownArn, type Permission } from "#shared/model/function-definition.ts";
import type { RungId } from "#shared/model/incident.ts";
import { names } from "#shared/names.ts";

const roles = [ownArn("iam", "", "role/*")];
const profiles = [ownArn("iam", "", "instance-profile/*")];

/** What its sessions took and made is looked for and denied once more, before the role opens. */
const lookedForAgain: ReadonlySet<RungId> = new Set(["chained", "minted"]);

/** What the rungs need to be taken back; two rungs may need the same. */
const ofRungs: readonly Permission[] = [
  ...new Map(
    ladder
      .flatMap(({ id, permissions }) => [
        ...permissions.restore,
        ...(lookedForAgain.has(id) ? permissions.contain : []),
      ])
      .map((one) => [JSON.stringify([one.actions, one.resources, one.condition]), one] as const),
  ).values(),
];

/** What a role has that no rung touches: a person may have changed it, or the role is made anew. */
const ofTheRest: readonly Permission[] = [
  readRoles,
  readManagedPolicies,
  {
    actions: ["iam:CreateRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateRole"],
    resources: roles,
    why: "Makes a role anew that was deleted; tags, description and session length as the snapshot has them.",
  },
  {
    actions: ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile"],
    resources: [...roles, ...profiles],
    why: "The instance profiles that the snapshot names, and no others.",
  },
  {
    actions: ["iam:PassRole"],
    resources: roles,
    condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    why: "IAM asks for it where a role is put into an instance profile. To no other service.",
  },
];

export const definition: FunctionDefinition = {
  folder: "restore-vendor",
  functionName: names.functions.restoreVendor,
  description:
    "Puts a contained role back as its snapshot has it, and keeps sessions from before dead until they are over",
  timeout: 60,
  memory: 512,
  environment: ["TABLE_NAME", "TOPIC_ARN", "NOTICES_URL", "CONTAIN_ARN", "EVIDENCE_BUCKET", "MAC_KEY"],
  permissions: [
    ...ofRungs,
    ...ofTheRest,
    // It reads snapshots, and can sign none.
    ...readEvidence,
    ...readNames,
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:DescribeTable"],
      resources: ["table"],
      why: "The incident, what the last clean audit saw, the role's state, the outbox.",
    },
    {
      actions: ["lambda:InvokeFunction"],
      resources: ["containFunction"],
      why: "A restore that is refused leaves the role contained, and watched again; and the incident document is written by who may write evidence.",
    },
    {
      actions: ["lambda:SendDurableExecutionCallbackSuccess"],
      resources: [names.functions.containVendor, names.functions.restoreVendor].map((name) =>
        ownArn("lambda", "${Region}", `function:${name}:*`),
      ),
      why: "A run that was replaced wakes the one that goes on: its last act may have come late.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "Notices to the owners, by their ids." },
  ],
  // A role waits at its limits until sessions are over, and then once more: a day each; and others may change it meanwhile.
  source: { type: "durable", executionTimeout: "P30D", retention: "P30D" },
};
