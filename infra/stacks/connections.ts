import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { ClosedBucket } from "../../shared/connections/closed-buckets.ts";
import { ConnectionBucketPolicy } from "../connections/connection-bucket-policy.ts";

export interface ConnectionsStackProps extends StackProps {
  buckets: readonly ClosedBucket[];
}

/** The policies of the buckets that connections are to. The buckets are in this region, and somebody else's. */
export class ConnectionsStack extends Stack {
  constructor(scope: Construct, id: string, { buckets, ...props }: ConnectionsStackProps) {
    super(scope, id, props);
    for (const closed of buckets) new ConnectionBucketPolicy(this, `Bucket-${closed.bucket}`, { closed });
  }
}
