import { type FunctionDefinition, ownArn } from "#shared/model/function-definition.ts";
import { names } from "#shared/names.ts";

export const definition: FunctionDefinition = {
  folder: "audit-vendors",
  functionName: names.functions.auditVendors,
  description: "Audits the roles that outsiders may take, and keeps the rules by which their sessions are heard",
  timeout: 840,
  memory: 1_024,
  environment: ["TABLE_NAME", "TOPIC_ARN", "QUEUE_URL", "DEAD_LETTER_URL", "NOTICES_URL"],
  permissions: [
    {
      actions: [
        "iam:GenerateCredentialReport",
        "iam:GetAccountAuthorizationDetails",
        "iam:GetCredentialReport",
        "iam:GetServiceLastAccessedDetails",
      ],
      resources: ["*"],
      why: "Every role with its trust and what it may do, the ages of access keys, what was used. Each of these knows no resources.",
    },
    {
      actions: ["iam:GenerateServiceLastAccessedDetails", "iam:GetRole"],
      resources: [ownArn("iam", "", "role/*")],
      why: "How long a vendor's sessions may last and which services it used: authorization details leave that out. Any role may be a vendor's.",
    },
    {
      actions: ["s3:ListAllMyBuckets"],
      resources: ["*"],
      why: "Which buckets there are. ListAllMyBuckets knows no resources.",
    },
    {
      actions: ["s3:GetBucketPolicy"],
      resources: ["arn:${Partition}:s3:::*"],
      why: "A bucket's policy may grant a vendor what no policy of its role does. Any bucket's may.",
    },
    {
      actions: [
        "events:DeleteRule",
        "events:DescribeRule",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:RemoveTargets",
      ],
      resources: [ownArn("events", "${Region}", "rule/sagewarden-watch-*")],
      why: "The rules over roles that nobody registered, chained roles and minted principals. No other rule.",
    },
    {
      actions: ["events:PutTargets"],
      resources: [ownArn("events", "${Region}", "rule/sagewarden-watch-*")],
      // Else the account's records could be sent to whatever lets EventBridge in.
      condition: {
        "ForAllValues:ArnEquals": { "events:TargetArn": ownArn("sqs", "${Region}", names.queues.vendorActs) },
        Null: { "events:TargetArn": "false" },
      },
      why: "These rules feed the queue of vendors' acts, and nothing else.",
    },
    {
      actions: ["securityhub:BatchImportFindings"],
      resources: [ownArn("securityhub", "${Region}", "product/${Account}/default")],
      why: "Findings, for those who look at Security Hub. Only where the settings say so.",
    },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
      resources: ["table"],
      why: "The findings, the list of watched principals, when audits were, the outbox.",
    },
    { actions: ["sqs:SendMessage"], resources: ["noticesQueue"], why: "Notices to the owners, by their ids." },
    {
      actions: ["sqs:ChangeMessageVisibility"],
      resources: ["queue"],
      why: "An audit for a burst of changes waits until the burst is over.",
    },
    {
      actions: ["sqs:SendMessage"],
      resources: ["deadLetters"],
      why: "What cannot be read goes there at once, with its reason.",
    },
  ],
  source: { type: "queue", queue: "audits", batchSize: 5, maximumConcurrency: 2, every: "P1D" },
};
