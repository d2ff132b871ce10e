import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { type Tags, tagMap } from "../model/tags.ts";
import { clientSettings, perRegion } from "./client.ts";
import { nameCalls } from "./named-calls.ts";

type Sender = Pick<ResourceGroupsTaggingAPIClient, "send">;

/** One attempt, as for the lists. */
const clientFor: (region: string) => Sender = perRegion((region) =>
  nameCalls(new ResourceGroupsTaggingAPIClient({ ...clientSettings, maxAttempts: 1, region })),
);

export interface TaggedPage {
  tagged: readonly (readonly [arn: string, tags: Tags])[];
  next: string | undefined;
}

/**
 * A page of 100 SageMaker resources of a region that have or ever had a tag, of every kind. What was never tagged is not
 * among them, and what was tagged a moment ago perhaps not yet.
 */
export const taggedPage = async (
  region: string,
  token: string | undefined,
  client = clientFor(region),
): Promise<TaggedPage> => {
  const { ResourceTagMappingList = [], PaginationToken } = await client.send(
    new GetResourcesCommand({ ResourceTypeFilters: ["sagemaker"], ResourcesPerPage: 100, PaginationToken: token }),
  );
  const tagged = ResourceTagMappingList.map(
    ({ ResourceARN = "", Tags = [] }) =>
      [ResourceARN, tagMap(Tags.map(({ Key = "", Value = "" }) => [Key, Value] as const))] as const,
  );
  return { tagged, next: PaginationToken || undefined };
};
