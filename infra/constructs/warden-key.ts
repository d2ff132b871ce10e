import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

/** What EventBridge and CloudWatch need to put into an encrypted queue or topic. */
const sealing = ["kms:Decrypt", "kms:GenerateDataKey"];

/** What a principal needs to read and write through a service; no grants, no administration. */
const using = [
  ...sealing,
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

const forService = (service: string, stack: Stack): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal(service)],
    actions: sealing,
    resources: ["*"],
    conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
  });

const forLogs = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: using,
    resources: ["*"],
    conditions: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": stack.formatArn({
          service: "logs",
          resource: "log-group:/aws/lambda/sagewarden-*",
        }),
      },
    },
  });

/** One customer-managed key for all that rests in a stack: AWS's own keys let neither EventBridge nor CloudWatch in. */
export class WardenKey extends Key {
  constructor(scope: Construct, id: string, { isKept }: { isKept: boolean }) {
    super(scope, id, {
      description: "Sagewarden: its queues, topics, ledger and logs",
      enableKeyRotation: true,
      // The ledger outlives the stack, and without its key it could not be read. A first deployment that failed leaves none.
      removalPolicy: isKept ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    const stack = Stack.of(this);
    for (const service of ["events.amazonaws.com", "cloudwatch.amazonaws.com"]) {
      this.addToResourcePolicy(forService(service, stack));
    }
    this.addToResourcePolicy(forLogs(stack));
  }

  /** Use of the key through these services only, never by a direct call. */
  allowUse(grantee: IGrantable, services: readonly string[]): void {
    const { region } = Stack.of(this);
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: using,
        resources: [this.keyArn],
        conditions: { StringEquals: { "kms:ViaService": services.map((name) => `${name}.${region}.amazonaws.com`) } },
      }),
    );
  }
}
