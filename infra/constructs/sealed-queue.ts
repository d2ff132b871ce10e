import { RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

export interface SealedQueueProps
  extends Pick<QueueProps, "retentionPeriod" | "visibilityTimeout" | "deadLetterQueue" | "redriveAllowPolicy"> {
  name: string;
  key: IKey;
  /** ARNs of the rules that write here, or patterns of them. With neither rules nor roles nobody may. */
  rules: readonly string[];
  /** ARNs of the roles that may write too. */
  roles?: readonly string[];
}

/** An encrypted queue over TLS to which only the named rules and roles write, whatever others are allowed. */
export class SealedQueue extends Queue {
  constructor(scope: Construct, id: string, { name, key, rules, roles = [], ...props }: SealedQueueProps) {
    super(scope, id, {
      ...props,
      queueName: name,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      // Holds records of the trail, which are kept there.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    if (rules.length > 0) this.letIn(rules);
    // All must hold to deny. A negated operator holds when its key is absent: a user's call has no source ARN.
    const others = {
      ...(rules.length > 0 ? { "aws:SourceArn": rules } : {}),
      ...(roles.length > 0 ? { "aws:PrincipalArn": roles } : {}),
    };
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "NobodyElse",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["sqs:SendMessage"],
        resources: [this.queueArn],
        ...(rules.length + roles.length > 0 ? { conditions: { ArnNotLike: others } } : {}),
      }),
    );
  }

  private letIn(rules: readonly string[]): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "OurRules",
        principals: [new ServicePrincipal("events.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [this.queueArn],
        conditions: { ArnLike: { "aws:SourceArn": rules } },
      }),
    );
  }
}
