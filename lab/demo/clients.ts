import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { STSClient } from "@aws-sdk/client-sts";
import type { RunningSlack } from "../slack/start.ts";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Where the lab answers. */
export interface Place {
  endpoint: string;
  region: string;
  account: string;
  slack?: RunningSlack | undefined;
}

/** The lab's root user. */
export const root: Credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** Ordinary clients of the AWS SDK, for one identity. */
export const clientsOf = ({ endpoint, region }: Pick<Place, "endpoint" | "region">, credentials: Credentials) => {
  const config = { endpoint, region, credentials, maxAttempts: 4 };
  return {
    sagemaker: new SageMakerClient(config),
    iam: new IAMClient(config),
    sts: new STSClient(config),
    dynamodb: new DynamoDBClient(config),
  };
};

export type Clients = ReturnType<typeof clientsOf>;

/** The credentials of an STS answer. */
export const issued = (
  answer:
    | { AccessKeyId?: string | undefined; SecretAccessKey?: string | undefined; SessionToken?: string | undefined }
    | undefined,
): Credentials => ({
  accessKeyId: answer?.AccessKeyId ?? "",
  secretAccessKey: answer?.SecretAccessKey ?? "",
  sessionToken: answer?.SessionToken ?? "",
});
