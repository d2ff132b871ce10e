import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  AddTagsCommand,
  CreateExperimentCommand,
  CreateImageCommand,
  CreatePresignedDomainUrlCommand,
  DeleteExperimentCommand,
  DeleteImageCommand,
  DeleteTagsCommand,
  DescribeExperimentCommand,
  ListTagsCommand,
  SageMakerClient,
  UpdateExperimentCommand,
} from "@aws-sdk/client-sagemaker";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Call } from "../probe/model.ts";
import type { Credentials } from "./issued.ts";

/** Every operation that an attempt or a control makes. */
const commands = {
  AddTags: AddTagsCommand,
  AssumeRole: AssumeRoleCommand,
  CreateExperiment: CreateExperimentCommand,
  CreateImage: CreateImageCommand,
  CreatePresignedDomainUrl: CreatePresignedDomainUrlCommand,
  DeleteExperiment: DeleteExperimentCommand,
  DeleteImage: DeleteImageCommand,
  DeleteObject: DeleteObjectCommand,
  DeleteTags: DeleteTagsCommand,
  DescribeExperiment: DescribeExperimentCommand,
  GetObject: GetObjectCommand,
  ListObjectsV2: ListObjectsV2Command,
  ListTags: ListTagsCommand,
  PutObject: PutObjectCommand,
  UpdateExperiment: UpdateExperimentCommand,
} as const;

type Sender = { send(command: object): Promise<unknown> };

/** Of the SDK. Absent: what its environment says. */
export interface ClientConfig {
  region: string;
  endpoint?: string;
  credentials?: Credentials;
}

/** Clients of one session. The SDK tries again what was throttled or failed on the way. */
export const clientsIn = (place: ClientConfig): Readonly<Record<Call["service"], Sender>> => {
  const config = { ...place, maxAttempts: 4 };
  return {
    sagemaker: new SageMakerClient(config) as Sender,
    // A bucket's name with dots is no host's.
    s3: new S3Client({ ...config, forcePathStyle: true }) as Sender,
    sts: new STSClient(config) as Sender,
  };
};

/** Makes the call and drops its answer: it may hold credentials, or somebody's work. */
export const sendCall = async (
  { service, operation, params }: Call,
  clients: Readonly<Record<Call["service"], Sender>>,
): Promise<void> => {
  const Command = commands[operation as keyof typeof commands] as new (input: object) => object;
  const answer = await clients[service].send(new Command(params));
  (answer as { Body?: { destroy?(): void } } | undefined)?.Body?.destroy?.();
};
