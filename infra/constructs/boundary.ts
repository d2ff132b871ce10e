import { ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { FunctionDefinition } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import { neededBy } from "../iam-writes.ts";
import { acknowledge, acknowledgePattern } from "./acknowledge.ts";

/** What the stacks themselves give a role beside a definition's permissions: queue, key, logs, traces, schedules, forwarding, redriving, runbooks. */
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
  "ssm:GetAutomationExecution",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/** Calls of one service and verb, e.g. `sagemaker:Describe`; more than this many are named by a wildcard. */
const namedEach = 12;

/** A managed policy has 6,144 characters, and SageMaker has sixty calls to delete. Which of them a role may make is said by the role. */
const shortened = (actions: readonly string[]): readonly string[] => {
  const verbOf = (action: string): string => /^[a-z]+:[A-Z][a-z]+/.exec(action)?.[0] ?? action;
  const counts = Map.groupBy(actions, verbOf);
  const isMany = (action: string): boolean => (counts.get(verbOf(action))?.length ?? 0) > namedEach;
  return [...new Set(actions.map((action) => (isMany(action) ? `${verbOf(action)}*` : action)))].toSorted();
};

/**
 * The most that any of our roles can ever do, whatever is attached to it: the union of what all of them need. No function that
 * writes IAM is among them (`ContainmentBoundary`), so no role can change it, or itself.
 */
export class Boundary extends ManagedPolicy {
  constructor(
    scope: Construct,
    id: string,
    definitions: readonly FunctionDefinition[],
    managedPolicyName: string = names.boundary,
  ) {
    const actions = shortened([...new Set([...plumbing, ...neededBy(definitions)])]);
    super(scope, id, {
      managedPolicyName,
      path: names.rolePath,
      description: "The most that any role of Sagewarden can do",
      statements: [new PolicyStatement({ actions: [...actions], resources: ["*"] })],
    });
    for (const action of actions.filter((each) => each.endsWith("*")))
      acknowledge(
        this,
        `AwsSolutions-IAM5[Action::${action}]`,
        "Each role names the calls; a managed policy has no room.",
      );
    acknowledgePattern(this, "*", "A boundary allows nothing by itself: each role names its own resources.");
  }
}
