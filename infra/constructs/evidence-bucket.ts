import type { Duration } from "aws-cdk-lib";
import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { evidence } from "../../shared/names.ts";
import { acknowledge } from "./acknowledge.ts";

export interface EvidenceBucketProps {
  key: IKey;
  /** How long an incident's document is kept. */
  retention: Duration;
  lab: boolean;
}

/** Snapshots of roles and documents of incidents. Trust policies hold external ids: here they are, and nowhere else. */
export class EvidenceBucket extends Bucket {
  constructor(scope: Construct, id: string, { key, retention, lab }: EvidenceBucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      // A role may be contained longer than that, and its snapshot is the only way back: no version of one ever goes by itself.
      lifecycleRules: [{ prefix: evidence.documents, expiration: retention, noncurrentVersionExpiration: retention }],
      removalPolicy: lab ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledge(
      this,
      "AwsSolutions-S1",
      "Each text has its hash in the ledger and a MAC of KMS; who reads it can be had as data events of a trail.",
    );
  }
}
