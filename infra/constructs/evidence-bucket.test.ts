import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import { evidence } from "../../shared/names.ts";
import { EvidenceBucket } from "./evidence-bucket.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { WardenKey } from "./warden-key.ts";

const made = (lab = false) =>
  resourcesOf((stack) => {
    const key = new WardenKey(stack, "Key", { isKept: !lab });
    new EvidenceBucket(stack, "Evidence", { key, retention: Duration.days(400), lab });
  });
const bucket = only(made(), "AWS::S3::Bucket");

describe("the bucket", () => {
  test("keeps every version, encrypted by our key, closed to the public", () => {
    expect(bucket.Properties).toMatchObject({
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "<Key.Arn>" },
          },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
  });

  test("forgets an incident's document when the settings say so, and never a snapshot", () => {
    const { Rules } = bucket.Properties.LifecycleConfiguration as { Rules: unknown };
    expect(Rules).toEqual([
      {
        ...{ Prefix: evidence.documents, Status: "Enabled" },
        ...{ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 400 } },
      },
    ]);
    expect(evidence.snapshots.startsWith(evidence.documents)).toBe(false);
  });

  test("takes no request without TLS 1.2", () => {
    const denied = statementsIn(only(made(), "AWS::S3::BucketPolicy")).map(({ Effect, Condition }) => [
      Effect,
      Condition,
    ]);
    expect(denied).toEqual([
      ["Deny", { Bool: { "aws:SecureTransport": "false" } }],
      ["Deny", { NumericLessThan: { "s3:TlsVersion": 1.2 } }],
    ]);
  });

  test("outlives its stack, but not the lab's", () => {
    expect(bucket.DeletionPolicy).toBe("RetainExceptOnCreate");
    expect(only(made(true), "AWS::S3::Bucket").DeletionPolicy).toBe("Delete");
  });
});
