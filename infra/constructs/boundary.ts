import { ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { FunctionDefinition } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import { acknowledgePattern } from "./acknowledge.ts";

/** What the stacks themselves give a role beside a definition's permissions: queue, key, logs, traces, schedules, forwarding, redriving. */
const plumbing = [
  "events:PutEvents",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "lambda:CheckpointDurableExecution",
  "lambda:GetDurableExecutionState",
  "lambda:InvokeFunction",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "sqs:CancelMessageMoveTask",
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:ListMessageMoveTasks",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
  "sqs:StartMessageMoveTask",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/**
 * The most that any of our roles can ever do, whatever is attached to it: the union of what all of them need. It allows
 * no IAM write, so no role can change it, or itself.
 */
export class Boundary extends ManagedPolicy {
  constructor(scope: Construct, id: string, definitions: readonly FunctionDefinition[]) {
    const declared = definitions.flatMap(({ permissions }) => permissions.flatMap(({ actions }) => actions));
    super(scope, id, {
      managedPolicyName: names.boundary,
      path: names.rolePath,
      description: "The most that any role of Sagewarden can do",
      statements: [
        new PolicyStatement({ actions: [...new Set([...plumbing, ...declared])].toSorted(), resources: ["*"] }),
      ],
    });
    acknowledgePattern(this, "*", "A boundary allows nothing by itself: each role names its own resources.");
  }
}
