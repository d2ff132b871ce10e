import { GetBucketPolicyCommand, GetBucketVersioningCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { makeClient, type Place } from "./client.ts";

/** The host of a bucket of its own does not resolve for an endpoint on this machine. */
const pathStyle = (place: Place): S3Client => {
  const client = makeClient(S3Client, place);
  client.config.forcePathStyle = true;
  return client;
};

/** The text of an object, by its path-style URL (`https://s3.us-east-1.amazonaws.com/bucket/key`). */
export const readObject = async (
  url: string,
  place: Place,
  client: Pick<S3Client, "send"> = pathStyle(place),
): Promise<string> => {
  const [bucket = "", ...key] = new URL(url).pathname.slice(1).split("/");
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: decodeURIComponent(key.join("/")) }));
  return (await Body?.transformToString()) ?? "";
};

/** `Enabled` or `Suspended`; undefined: it never was on. */
export const versioningOf = async (
  bucket: string,
  place: Place,
  client: Pick<S3Client, "send"> = pathStyle(place),
): Promise<string | undefined> => (await client.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status;

/** The bucket's policy as JSON; undefined: it has none. */
export const policyOfBucket = async (
  bucket: string,
  place: Place,
  client: Pick<S3Client, "send"> = pathStyle(place),
): Promise<string | undefined> => {
  try {
    return (await client.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy;
  } catch (error) {
    if ((error as Error).name === "NoSuchBucketPolicy") return undefined;
    throw error;
  }
};
