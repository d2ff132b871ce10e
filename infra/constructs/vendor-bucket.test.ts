import { describe, expect, test } from "@jest/globals";
import { Bucket, type IBucket } from "aws-cdk-lib/aws-s3";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { VendorBucket } from "./vendor-bucket.ts";

const resources = resourcesOf((stack) => void new VendorBucket(stack, "Auger", { bucketName: "auger-acmeorg" }));

test("is closed, encrypted, versioned, owned by us, and stays", () => {
  const bucket = only(resources, "AWS::S3::Bucket");
  expect(bucket).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  expect(bucket.Properties).toMatchObject({
    BucketName: "auger-acmeorg",
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
    },
    VersioningConfiguration: { Status: "Enabled" },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
  });
});

test("is spoken to by TLS 1.2 or newer only", () => {
  expect(statementsIn(only(resources, "AWS::S3::BucketPolicy"))).toMatchObject([
    { Effect: "Deny", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Effect: "Deny", Action: "s3:*", Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } },
  ]);
});

describe("access logs", () => {
  test("are a choice", () => {
    expect(only(resources, "AWS::S3::Bucket").Properties).not.toHaveProperty("LoggingConfiguration");
    const logged = resourcesOf((stack) => {
      const accessLogs = new Bucket(stack, "Logs") as IBucket;
      new VendorBucket(stack, "Auger", { bucketName: "auger-acmeorg", accessLogs });
    });
    expect(logged.Auger?.Properties.LoggingConfiguration).toEqual({
      DestinationBucketName: "<Logs>",
      LogFilePrefix: "auger-acmeorg/",
    });
  });
});
