import { RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

export interface VendorBucketProps {
  bucketName: string;
  /** Where S3 writes who asked for what. Absent: no access logs. */
  accessLogs?: IBucket | undefined;
}

/** A bucket for a vendor's data: closed to the public, by TLS only, encrypted, versioned, and it outlives its stack. */
export class VendorBucket extends Bucket {
  constructor(scope: Construct, id: string, { bucketName, accessLogs }: VendorBucketProps) {
    super(scope, id, {
      bucketName,
      // The vendor would need the key for one of ours; a contract names no keys of buckets that are made here.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(accessLogs && { serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: `${bucketName}/` }),
    });
    if (!accessLogs)
      acknowledge(
        this,
        "AwsSolutions-S1",
        "A trail's data events tell each access, sooner and in a form that is signed.",
      );
  }
}
