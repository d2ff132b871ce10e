import { AddTagsCommand, DeleteTagsCommand, ListTagsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { type Tags, tagList, tagMap } from "../model/tags.ts";
import { clientSettings, perRegion, regionOf } from "./client.ts";

const sageMakerClient = perRegion((region) => new SageMakerClient({ ...clientSettings, region }));

type Sender = Pick<SageMakerClient, "send">;

export interface SageMakerOptions {
  /** Runs before each request: pages count. */
  onCall: () => void;
  /** For the tests. */
  clientFor?: (region: string) => Sender;
}

/** The region's client; each use of it is one call. */
export const countedClient =
  ({ onCall, clientFor = sageMakerClient }: SageMakerOptions) =>
  (region: string): Sender => {
    const client = clientFor(region);
    onCall();
    return client;
  };

/** A resource's own tags. Errors come as the SDK throws them. */
export const tagCalls = (options: SageMakerOptions) => {
  const client = countedClient(options);

  const listTags = async (arn: string): Promise<Tags> => {
    const pairs: [string, string][] = [];
    let token: string | undefined;
    do {
      const page = await client(regionOf(arn)).send(new ListTagsCommand({ ResourceArn: arn, NextToken: token }));
      for (const { Key, Value } of page.Tags ?? []) if (Key !== undefined) pairs.push([Key, Value ?? ""]);
      token = page.NextToken;
    } while (token);
    return tagMap(pairs);
  };

  const addTags = async (arn: string, tags: Tags): Promise<void> => {
    await client(regionOf(arn)).send(new AddTagsCommand({ ResourceArn: arn, Tags: tagList(tags) }));
  };

  const deleteTags = async (arn: string, keys: readonly string[]): Promise<void> => {
    await client(regionOf(arn)).send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: [...keys] }));
  };

  return { listTags, addTags, deleteTags };
};
