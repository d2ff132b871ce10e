import type { Keys } from "../assume/model.ts";
import type { NamedTarget, Target } from "../connections/target.ts";
import { nameCalls, namedAs } from "./named-calls.ts";
import { signed } from "./sign.ts";
import { dnsSuffixOf, type Environment } from "./sts-endpoint.ts";

interface Place {
  region: string;
  env: Environment;
}

const limitMs = 10_000;

const settingsOf = (keys: Keys, { region }: Place) => ({ region, credentials: keys, maxAttempts: 3 });

const touchBucket = async (bucket: string, prefix: string, keys: Keys, place: Place): Promise<void> => {
  const { ListObjectsV2Command, S3Client } = await import("@aws-sdk/client-s3");
  // The host of a bucket of its own does not resolve for an endpoint on this machine; a bucket may be in another region.
  const more = { forcePathStyle: true, followRegionRedirects: true };
  const client = nameCalls(new S3Client({ ...settingsOf(keys, place), ...more }));
  await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 }));
};

const touchSecret = async (secret: string, keys: Keys, place: Place): Promise<void> => {
  const { DescribeSecretCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  await nameCalls(new SecretsManagerClient(settingsOf(keys, place))).send(
    new DescribeSecretCommand({ SecretId: secret }),
  );
};

const touchSageMaker = async ({ type, name }: NamedTarget, keys: Keys, place: Place): Promise<void> => {
  const { SageMakerClient, ...commands } = await import("@aws-sdk/client-sagemaker");
  const client = nameCalls(new SageMakerClient(settingsOf(keys, place)));
  if (type === "pipeline") await client.send(new commands.DescribePipelineCommand({ PipelineName: name }));
  else if (type === "feature-group") {
    await client.send(new commands.DescribeFeatureGroupCommand({ FeatureGroupName: name }));
  } else await client.send(new commands.DescribeEndpointCommand({ EndpointName: name }));
};

/** One call: its client is no dependency of ours. */
const touchRepository = async ({ name, place: at }: NamedTarget, keys: Keys, place: Place): Promise<void> => {
  const { region, env } = place;
  const named = env.AWS_ENDPOINT_URL_ECR || env.AWS_ENDPOINT_URL;
  const url = new URL(named || `https://api.ecr.${region}.${dnsSuffixOf(region)}`);
  const body = JSON.stringify({ repositoryNames: [name], ...(at && { registryId: at.account }) });
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories",
  };
  const unsigned = { host: url.host, path: url.pathname, body, headers };
  const { host: _, ...sent } = signed(unsigned, keys, { region, service: "ecr", at: new Date() });
  const answer = await fetch(url, { method: "POST", headers: sent, body, signal: AbortSignal.timeout(limitMs) });
  if (answer.ok) return;
  const { __type: type = "", message = "" } = (await answer.json().catch(() => ({}))) as Record<string, string>;
  throw Object.assign(new Error(message), { name: type.split("#").at(-1) || `HTTP ${answer.status}` });
};

/**
 * The least that can be asked of a target with a session, at no price: it changes nothing and shows nothing of what is in there. Throws what
 * AWS refuses with. `text`: the target as the settings write it.
 */
export const touchTarget = (target: Target, text: string, keys: Keys, { region, env }: Place): Promise<void> => {
  const place = { env, region: (target.kind !== "s3" && target.place?.region) || region };
  switch (target.kind) {
    case "s3":
      return touchBucket(target.bucket, target.prefix, keys, place);
    case "secrets":
      return touchSecret(text, keys, place);
    case "sagemaker":
      return touchSageMaker(target, keys, place);
    case "ecr":
      return namedAs("ECR DescribeRepositories", touchRepository(target, keys, place));
  }
};
