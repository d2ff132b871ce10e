import { describe, expect, test } from "@jest/globals";
import { getObjectRecord, learntState, vendorSettings } from "#shared/vendors/watch/example-acts.ts";
import { type Call, play, times } from "./act.ts";

/** Work that a contract covers. Nothing of medium or above may be told of it. */
const grave = (calls: Iterable<Call>, vendor: Record<string, unknown>, state = learntState()) =>
  play(calls, { settings: vendorSettings({ hours: undefined, ...vendor }), state, every: 2 })
    .filter(({ severity }) => /medium|high|critical/.test(severity))
    .map(({ signal, severity, detail }) => `${signal} ${severity}: ${detail}`);

const own = "arn:aws:iam::111122223333:role/app-worker";
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const data = { eventCategory: "Data", managementEvent: false };

test("a deployment, by a vendor that is registered for one", () => {
  const services = [
    "s3",
    "cloudformation",
    "iam",
    "lambda",
    "logs",
    "events",
    "sqs",
    "dynamodb",
    "ecr",
    "ec2",
    "kms",
    "cloudwatch",
    "apigateway",
    "ssm",
    "sts",
  ];
  const calls: Call[] = [
    ["sts", "GetCallerIdentity", null],
    ["ssm", "GetParameter", { name: "/cdk-bootstrap/hnb659fds/version" }],
    ["s3", "PutObject", { bucketName: "auger-acmeorg", key: "assets/a.zip" }, data],
    ["cloudformation", "CreateChangeSet", { stackName: "app" }],
    ["cloudformation", "ExecuteChangeSet", { stackName: "app" }],
    ["iam", "CreateRole", { roleName: "app-worker", assumeRolePolicyDocument: trust }],
    ["iam", "PutRolePolicy", { roleName: "app-worker", policyName: "p", policyDocument: "{}" }],
    [
      "iam",
      "AttachRolePolicy",
      { roleName: "app-worker", policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
    ],
    ["lambda", "CreateFunction20150331", { functionName: "worker", role: own }],
    ["lambda", "UpdateFunctionCode20150331v2", { functionName: "worker" }],
    [
      "lambda",
      "AddPermission20150331v2",
      {
        functionName: "worker",
        principal: "events.amazonaws.com",
        sourceArn: "arn:aws:events:eu-west-1:111122223333:rule/r",
      },
    ],
    ["events", "PutRule", { name: "nightly", state: "ENABLED" }],
    ["events", "PutTargets", { rule: "nightly", targets: [] }],
    ["events", "DeleteRule", { name: "old" }],
    ["logs", "CreateLogGroup", { logGroupName: "/aws/lambda/worker" }],
    ["logs", "PutRetentionPolicy", { logGroupName: "/aws/lambda/worker", retentionInDays: 30 }],
    ["logs", "DeleteLogGroup", { logGroupName: "/aws/lambda/old" }],
    ["sqs", "SetQueueAttributes", { attributes: { VisibilityTimeout: "30" } }],
    ["dynamodb", "CreateTable", { tableName: "t" }],
    ["dynamodb", "DeleteTable", { tableName: "old" }],
    [
      "ec2",
      "AuthorizeSecurityGroupIngress",
      {
        groupId: "sg-1",
        ipPermissions: { items: [{ fromPort: 443, ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } }] },
      },
    ],
    [
      "ec2",
      "RunInstances",
      {
        instanceType: "m5.large",
        iamInstanceProfile: { arn: "arn:aws:iam::111122223333:instance-profile/app" },
        instancesSet: { items: [{ maxCount: 2 }] },
      },
    ],
    ["kms", "CreateGrant", { keyId: "k", granteePrincipal: own }],
    ["monitoring", "PutMetricAlarm", { alarmName: "a" }],
    ["monitoring", "DeleteAlarms", { alarmNames: ["b"] }],
    ["iam", "GetRole", { roleName: "app-worker" }],
    ["iam", "ListRolePolicies", { roleName: "app-worker" }],
    ["ec2", "DescribeInstances", {}],
    ["cloudformation", "DeleteStack", { stackName: "old" }],
    [
      "s3",
      "PutBucketPolicy",
      {
        bucketName: "auger-acmeorg",
        bucketPolicy: {
          Statement: [
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: "*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        },
      },
    ],
    ["s3", "PutBucketVersioning", { bucketName: "auger-acmeorg", VersioningConfiguration: { Status: "Enabled" } }],
    [
      "s3",
      "PutBucketEncryption",
      {
        bucketName: "auger-acmeorg",
        ServerSideEncryptionConfiguration: { Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } } },
      },
    ],
    [
      "s3",
      "PutBucketPublicAccessBlock",
      {
        bucketName: "auger-acmeorg",
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      },
    ],
  ];
  const records = calls.map(([service, name, request = {}]) => [service, name, request] as const);
  expect(grave(calls, { services }, learntState(records.map(asRecord)))).toEqual([]);
});

/** What the vendor did every day while it was learnt. */
const asRecord = ([service, eventName, requestParameters]: readonly [string, string, object | null]) => ({
  ...getObjectRecord,
  eventSource: `${service}.amazonaws.com`,
  eventName,
  requestParameters,
  eventID: `66666666-0000-4000-8000-${service}-${eventName}`,
});

describe("a scanner", () => {
  const services = ["iam", "ec2", "lambda", "rds", "kms", "cloudtrail", "guardduty", "organizations", "s3", "config"];
  const looks = [
    "iam ListUsers",
    "iam ListRoles",
    "iam GetAccountAuthorizationDetails",
    "iam GetCredentialReport",
    "ec2 DescribeInstances",
    "ec2 DescribeSnapshots",
    "ec2 DescribeSecurityGroups",
    "lambda ListFunctions20150331",
    "rds DescribeDBInstances",
    "kms ListKeys",
    "cloudtrail DescribeTrails",
    "guardduty ListDetectors",
    "organizations ListAccounts",
    "config DescribeConfigurationRecorders",
  ].map((text): Call => {
    const [service = "", name = ""] = text.split(" ");
    return [service, name, null];
  });
  const buckets = times(
    40,
    (n): Call => [
      "s3",
      ["GetBucketPolicy", "GetBucketAcl", "GetBucketVersioning"][n % 3] ?? "",
      { bucketName: `b-${n}` },
    ],
  );

  test("that is declared as such: services, and s3 without a bucket", () => {
    const calls: Call[] = [["s3", "ListBuckets", null], ...looks, ...buckets];
    const habits = calls.map(([service, name, request = {}]) => asRecord([service, name, request]));
    expect(grave(calls, { services, bucket: undefined }, learntState(habits))).toEqual([]);
  });

  test("that only expects the sweeps: they are told, as information", () => {
    const calls = [...looks, ...buckets];
    const habits = calls.map(([service, name, request = {}]) => asRecord([service, name, request]));
    const expects = ["account-sweep", "bucket-sweep", "bucket-outside-contract"];
    const acts = grave(calls, { expects }, learntState(habits)).filter((text) => !text.startsWith("service-"));
    expect(acts).toEqual([]);
  });
});

test("thousands of reads, writes and deletions in its own bucket", () => {
  const names = ["GetObject", "PutObject", "HeadObject", "ListObjects", "DeleteObject"];
  const calls = times(2_000, (n): Call => {
    const request = { bucketName: "auger-acmeorg", key: `in/${n}.csv` };
    const read = { ...data, additionalEventData: { bytesTransferredOut: 50_000 } };
    return ["s3", names[n % names.length] ?? "", request, n % names.length === 0 ? read : data];
  });
  const habits = names.map((name) => asRecord(["s3", name, { bucketName: "auger-acmeorg", key: "in/x" }]));
  expect(grave(calls, {}, learntState(habits))).toEqual([]);
});

test("a platform vendor hands over the roles that it may, and reads its secret", () => {
  const calls: Call[] = [
    ["sagemaker", "CreateTrainingJob", { trainingJobName: "j", roleArn: "arn:aws:iam::111122223333:role/ml-train" }],
    ["sagemaker", "CreateModel", { modelName: "m", executionRoleArn: "arn:aws:iam::111122223333:role/ml-serve" }],
    ["sagemaker", "CreatePresignedDomainUrl", { domainId: "d-1" }],
    ["secretsmanager", "GetSecretValue", { secretId: "auger/api" }],
  ];
  const vendor = {
    services: ["s3", "sagemaker", "secretsmanager"],
    passRoles: ["arn:aws:iam::111122223333:role/ml-*"],
    secrets: ["arn:aws:secretsmanager:*:*:secret:auger/*"],
  };
  expect(
    grave(calls, vendor, learntState(calls.map(([service, name, request = {}]) => asRecord([service, name, request])))),
  ).toEqual([]);
});

test("one operation that is refused a thousand times is a mistake in a policy", () => {
  const calls = times(
    1_000,
    (n): Call => [
      "s3",
      "GetObject",
      { bucketName: "auger-acmeorg", key: `in/${n}` },
      { ...data, errorCode: "AccessDenied" },
    ],
  );
  expect(grave(calls, {})).toEqual([]);
});
