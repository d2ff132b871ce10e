import { CloudFormationClient, ListStacksCommand } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import { ListDomainsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import * as secrets from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Addressed, addressed } from "../../lab/demo/vendor-clients.ts";

/** Every kind of call of the matrix, by the clients of one session. */
export const callsOf = (from: Addressed) => {
  const on = {
    s3: addressed(s3.S3Client, from),
    sts: addressed(STSClient, from),
    iam: addressed(iam.IAMClient, from),
    lambda: addressed(lambda.LambdaClient, from),
    secrets: addressed(secrets.SecretsManagerClient, from),
  };
  return {
    on,
    get: (Bucket: string, Key: string) => on.s3.send(new s3.GetObjectCommand({ Bucket, Key })),
    head: (Bucket: string, Key: string) => on.s3.send(new s3.HeadObjectCommand({ Bucket, Key })),
    put: (Bucket: string, Key: string) => on.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body: "x" })),
    remove: (Bucket: string, Key: string) => on.s3.send(new s3.DeleteObjectCommand({ Bucket, Key })),
    list: (Bucket: string, Prefix?: string) => on.s3.send(new s3.ListObjectsV2Command({ Bucket, Prefix })),
    copy: (Bucket: string, Key: string, CopySource: string) =>
      on.s3.send(new s3.CopyObjectCommand({ Bucket, Key, CopySource })),
    upload: async (Bucket: string, Key: string) => {
      const at = { Bucket, Key };
      const { UploadId } = await on.s3.send(new s3.CreateMultipartUploadCommand(at));
      await on.s3.send(new s3.UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: "x" }));
      await on.s3.send(new s3.ListPartsCommand({ ...at, UploadId }));
      await on.s3.send(new s3.AbortMultipartUploadCommand({ ...at, UploadId }));
    },
    identity: () => on.sts.send(new GetCallerIdentityCommand({})),
    assume: (RoleArn: string, more: object = {}) =>
      on.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "onward", ...more })),
    secret: (SecretId: string) => on.secrets.send(new secrets.GetSecretValueCommand({ SecretId })),
    createFunction: (FunctionName: string, Role: string, Tags?: Record<string, string>) =>
      on.lambda.send(
        new lambda.CreateFunctionCommand({
          FunctionName,
          Role,
          Tags,
          Runtime: "nodejs24.x",
          Handler: "index.handler",
          Code: { ZipFile: emptyZip },
        }),
      ),
    functionOf: (FunctionName: string) => on.lambda.send(new lambda.GetFunctionCommand({ FunctionName })),
    tables: () => addressed(DynamoDBClient, from).send(new ListTablesCommand({})),
    stacks: () => addressed(CloudFormationClient, from).send(new ListStacksCommand({})),
    trails: () => addressed(CloudTrailClient, from).send(new DescribeTrailsCommand({})),
    domains: () => addressed(SageMakerClient, from).send(new ListDomainsCommand({})),
  };
};

export type Calls = ReturnType<typeof callsOf>;

/** The end record of an archive without files. */
const emptyZip = new Uint8Array([0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0)]);

/** `allowed`, `denied`, `invalid`, or what else came of it. */
export const outcome = async (call: () => Promise<unknown>): Promise<string> => {
  try {
    await call();
    return "allowed";
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if (name === "ValidationError") return "invalid";
    const isRefusal = /^(AccessDenied(Exception)?|UnauthorizedOperation)$/.test(name);
    // An answer to HEAD has no body, so no code.
    return isRefusal || (name === "403" && $metadata?.httpStatusCode === 403) ? "denied" : `${name}: ${message}`;
  }
};
