import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { DataResourceType, ReadWriteType, Trail } from "aws-cdk-lib/aws-cloudtrail";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { DataBucket } from "../../shared/vendors/data-buckets.ts";
import { acknowledge } from "../constructs/acknowledge.ts";

export interface TrailStackProps extends StackProps {
  /** How long the trail's files are kept: as long as evidence. */
  retention: Duration;
  /** Of whose objects each read and write is recorded (`dataBuckets`): AWS charges for each of these records. */
  dataBuckets: readonly DataBucket[];
}

const trailName = "sagewarden";

const trailArn = (stack: Stack): string =>
  stack.formatArn({ service: "cloudtrail", resource: "trail", resourceName: trailName });

const makeKey = (stack: Stack): Key => {
  const key = new Key(stack, "Key", {
    description: "Sagewarden: the trail",
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudtrail.amazonaws.com")],
      actions: ["kms:GenerateDataKey*", "kms:DescribeKey"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceArn": trailArn(stack) } },
    }),
  );
  return key;
};

const makeBucket = (stack: Stack, encryptionKey: Key, retention: Duration): IBucket => {
  const bucket = new Bucket(stack, "Bucket", {
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    lifecycleRules: [{ expiration: retention, noncurrentVersionExpiration: Duration.days(30) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  // CDK's Trail lets CloudTrail in for anybody's trail: one whose prefix begins like ours would write under ours.
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: "OurTrail",
      effect: Effect.DENY,
      principals: [new ServicePrincipal("cloudtrail.amazonaws.com")],
      actions: ["s3:GetBucketAcl", "s3:PutObject"],
      resources: [bucket.bucketArn, bucket.arnForObjects("*")],
      conditions: { StringNotEquals: { "aws:SourceArn": trailArn(stack) } },
    }),
  );
  acknowledge(bucket, "AwsSolutions-S1", "It is itself the log; who reads it can be had as data events of a trail.");
  return bucket as IBucket;
};

/** `arn:…:s3:::auger-` is every bucket whose name begins so. */
const addDataEvents = (trail: Trail, dataBuckets: readonly DataBucket[]): void => {
  if (dataBuckets.length === 0) return;
  const { partition } = Stack.of(trail);
  const arns = dataBuckets.map(({ start, isWhole }) => `arn:${partition}:s3:::${start}${isWhole ? "/" : ""}`);
  trail.addEventSelector(DataResourceType.S3_OBJECT, arns, {
    // The first selector has the management events.
    includeManagementEvents: false,
    readWriteType: ReadWriteType.ALL,
  });
};

/**
 * For an account that has no trail: without one EventBridge gets no CloudTrail records. Management events of all regions, and
 * data events of the vendors' buckets.
 */
export class TrailStack extends Stack {
  constructor(scope: Construct, id: string, props: TrailStackProps) {
    super(scope, id, props);
    const encryptionKey = makeKey(this);
    const trail = new Trail(this, "Trail", {
      trailName,
      bucket: makeBucket(this, encryptionKey, props.retention),
      encryptionKey,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      managementEvents: ReadWriteType.ALL,
    });
    addDataEvents(trail, props.dataBuckets);
  }
}
