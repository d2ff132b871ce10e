import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

/** An encrypted topic that takes messages over TLS only. */
export class WardenTopic extends Topic {
  constructor(scope: Construct, id: string, props: { name: string; displayName: string; key: IKey }) {
    super(scope, id, {
      topicName: props.name,
      displayName: props.displayName,
      masterKey: props.key,
      enforceSSL: true,
    });
    this.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }

  /** A topic with a policy of its own lets CloudWatch in only by a statement. */
  allowAlarms(): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "OurAlarms",
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
  }

  subscribe(addresses: readonly string[]): void {
    for (const address of addresses) this.addSubscription(new EmailSubscription(address));
    acknowledge(
      this,
      "Serverless-SNSRedrivePolicy",
      "A dead-letter queue takes no messages from e-mail: SNS retries it itself.",
    );
  }
}
