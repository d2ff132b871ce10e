import { Stack } from "aws-cdk-lib";
import { AccountPrincipal, type IManagedPolicy, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { names } from "../../shared/names.ts";
import type { IngestQueue } from "./ingest-queue.ts";
import type { WardenKey } from "./warden-key.ts";

export interface RedriveRoleProps {
  queues: readonly IngestQueue[];
  key: WardenKey;
  boundary: IManagedPolicy;
}

/**
 * For a person: moves dead letters back to the queue that they came from. Whoever holds it writes to the queues, so IAM has
 * to allow `sts:AssumeRole` on it by name.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export class RedriveRole extends Role {
  constructor(scope: Construct, id: string, { queues, key, boundary }: RedriveRoleProps) {
    super(scope, id, {
      roleName: names.redriveRole,
      path: names.rolePath,
      description: "Moves dead letters back to their queue; nobody else may",
      assumedBy: new AccountPrincipal(Stack.of(scope).account),
      permissionsBoundary: boundary,
    });
    this.addToPolicy(
      new PolicyStatement({
        actions: [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ],
        resources: queues.map(({ dead }) => dead.queueArn),
      }),
    );
    this.addToPolicy(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: queues.map(({ queue }) => queue.queueArn) }),
    );
    key.allowUse(this, ["sqs"]);
  }
}
