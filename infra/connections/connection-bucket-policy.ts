import { DefaultStackSynthesizer, Stack } from "aws-cdk-lib";
import { CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { bucketPolicy, bucketPolicyLength, longestBucketPolicy } from "../../shared/connections/bucket-policy.ts";
import type { ClosedBucket } from "../../shared/connections/closed-buckets.ts";
import { BadInput } from "../../shared/model/errors.ts";

export interface ConnectionBucketPolicyProps {
  /** It is there: this gives it a policy. CloudFormation refuses a bucket that has one. */
  closed: ClosedBucket;
}

/**
 * The policy of a bucket: the connections' roles reach what the connections are for, the admins what their own policies say, and nobody else
 * anything. The account itself and the role by which CloudFormation deploys may change the policy, and read nothing.
 */
export class ConnectionBucketPolicy extends Construct {
  constructor(scope: Construct, id: string, { closed }: ConnectionBucketPolicyProps) {
    super(scope, id);
    const length = bucketPolicyLength(closed);
    if (length > longestBucketPolicy) {
      throw new BadInput(`the policy of ${closed.bucket} has ${length} characters; allowed: ${longestBucketPolicy}`);
    }
    const { partition, account } = Stack.of(this);
    const keepers = [`arn:${partition}:iam::${account}:root`, ...executionRole(Stack.of(this))];
    new CfnBucketPolicy(this, "Policy", {
      bucket: closed.bucket,
      policyDocument: bucketPolicy(closed, { partition, keepers }),
    });
  }
}

/** Of the CDK's bootstrap. Without one a stack is deployed by whoever calls: one of the admins. */
const executionRole = ({ synthesizer, partition, account, region }: Stack): readonly string[] =>
  synthesizer instanceof DefaultStackSynthesizer
    ? [
        synthesizer.cloudFormationExecutionRoleArn
          .replaceAll(`\${AWS::Partition}`, partition)
          .replaceAll(`\${AWS::AccountId}`, account)
          .replaceAll(`\${AWS::Region}`, region),
      ]
    : [];
