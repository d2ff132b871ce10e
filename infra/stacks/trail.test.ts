import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import { only, resourcesOfStack, statementsIn } from "../constructs/fixture.ts";
import { TrailStack } from "./trail.ts";

const resources = resourcesOfStack(
  (app) =>
    new TrailStack(app, "Trail", { env: { region: "us-east-1" }, retention: Duration.days(123), dataBuckets: [] }),
);
const trailArn = "arn:aws:cloudtrail:us-east-1:<AWS::AccountId>:trail/sagewarden";
const ofCloudTrail = { Service: "cloudtrail.amazonaws.com" };

test("the trail hears every region, reads and writes, and its files can be proven", () => {
  expect(only(resources, "AWS::CloudTrail::Trail").Properties).toMatchObject({
    TrailName: "sagewarden",
    S3BucketName: "<Bucket>",
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    IsLogging: true,
    KMSKeyId: "<Key.Arn>",
    EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "All" }],
  });
});

test("of vendors' buckets it hears what is done to each object", () => {
  const dataBuckets = [
    { start: "auger-acmeorg", isWhole: true },
    { start: "civis-", isWhole: false },
  ];
  const made = resourcesOfStack(
    (app) => new TrailStack(app, "Trail", { env: { region: "us-east-1" }, retention: Duration.days(1), dataBuckets }),
  );
  expect(only(made, "AWS::CloudTrail::Trail").Properties.EventSelectors).toEqual([
    { IncludeManagementEvents: true, ReadWriteType: "All" },
    {
      DataResources: [
        {
          Type: "AWS::S3::Object",
          Values: ["arn:aws:s3:::auger-acmeorg/", "arn:aws:s3:::civis-"],
        },
      ],
      IncludeManagementEvents: false,
      ReadWriteType: "All",
    },
  ]);
});

describe("its bucket", () => {
  const bucket = only(resources, "AWS::S3::Bucket");
  const statements = statementsIn(only(resources, "AWS::S3::BucketPolicy"));

  test("stays when the stack goes, for as long as evidence is kept", () => {
    expect(bucket.DeletionPolicy).toBe("Retain");
    expect(bucket.Properties).toMatchObject({
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 123, Status: "Enabled" }] },
      VersioningConfiguration: { Status: "Enabled" },
    });
  });

  test("is encrypted with the trail's key, and public to nobody", () => {
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "<Key.Arn>" } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test("is reached over TLS only", () => {
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Action: "s3:*",
        Principal: { AWS: "*" },
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
  });

  test("lets in CloudTrail alone, and that for this trail alone", () => {
    const allowed = statements.filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Principal }) => Principal)).toEqual([ofCloudTrail, ofCloudTrail]);
    expect(statements).toContainEqual({
      Sid: "OurTrail",
      Effect: "Deny",
      Principal: ofCloudTrail,
      Action: allowed.map(({ Action }) => Action),
      Resource: ["<Bucket.Arn>", "<Bucket.Arn>/*"],
      Condition: { StringNotEquals: { "aws:SourceArn": trailArn } },
    });
  });
});

test("its key stays, is renewed each year, and seals for this trail alone", () => {
  const key = only(resources, "AWS::KMS::Key");
  expect([key.DeletionPolicy, key.Properties.EnableKeyRotation]).toEqual(["Retain", true]);
  const [statement, ...others] = statementsIn(key, "KeyPolicy").filter(
    ({ Principal }) => "Service" in Object(Principal),
  );
  expect(others).toEqual([]);
  expect(statement).toMatchObject({
    Principal: ofCloudTrail,
    Condition: { StringEquals: { "aws:SourceArn": trailArn } },
  });
});
