import {
  CreateExperimentCommand,
  DeleteExperimentCommand,
  DescribeDomainCommand,
  DescribeUserProfileCommand,
  ListDomainsCommand,
  ListTagsCommand,
  ListUserProfilesCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { type Tags, tagMap } from "../../model/tags.ts";
import { makeClient, type Place } from "./client.ts";
import { collect } from "./pages.ts";

type Sender = Pick<SageMakerClient, "send">;
const clientFor = (place: Place): Sender => makeClient(SageMakerClient, place);

/** The tags of one resource. At most 50 are on it, which is one page. */
export const readTags = async (arn: string, place: Place, client = clientFor(place)): Promise<Tags> => {
  const { Tags = [] } = await client.send(new ListTagsCommand({ ResourceArn: arn, MaxResults: 50 }));
  return tagMap(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
};

export interface StudioDomain {
  id: string;
  name: string;
  /** Whether Studio copies the tags of domain, profile and space to what is made in it. */
  propagatesTags: boolean;
}

/** Every Studio domain of the region. */
export const listDomains = async (place: Place, client = clientFor(place)): Promise<StudioDomain[]> => {
  const found = await collect(Number.POSITIVE_INFINITY, async (token) => {
    const { Domains = [], NextToken } = await client.send(new ListDomainsCommand({ NextToken: token }));
    return { items: Domains, next: NextToken };
  });
  const domains: StudioDomain[] = [];
  for (const { DomainId = "", DomainName = "" } of found) {
    const { TagPropagation } = await client.send(new DescribeDomainCommand({ DomainId }));
    domains.push({ id: DomainId, name: DomainName, propagatesTags: TagPropagation === "ENABLED" });
  }
  return domains;
};

export interface ProfileWithTags {
  name: string;
  domainId: string;
  tags: Tags;
}

/** Every user profile with its tags, at most `most`: two calls for each, since the list tells no ARN. */
export const listProfiles = async (
  most: number,
  place: Place,
  client = clientFor(place),
): Promise<ProfileWithTags[]> => {
  const found = await collect(most, async (token) => {
    const page = await client.send(new ListUserProfilesCommand({ NextToken: token }));
    return { items: page.UserProfiles ?? [], next: page.NextToken };
  });
  const profiles: ProfileWithTags[] = [];
  for (const { UserProfileName: name = "", DomainId: domainId = "" } of found) {
    const profile = await client.send(new DescribeUserProfileCommand({ DomainId: domainId, UserProfileName: name }));
    profiles.push({ name, domainId, tags: await readTags(profile.UserProfileArn ?? "", place, client) });
  }
  return profiles;
};

/** An experiment costs nothing. Answers its ARN. */
export const createExperiment = async (name: string, place: Place, client = clientFor(place)): Promise<string> => {
  const { ExperimentArn = "" } = await client.send(new CreateExperimentCommand({ ExperimentName: name }));
  return ExperimentArn;
};

export const deleteExperiment = async (name: string, place: Place, client = clientFor(place)): Promise<void> => {
  await client.send(new DeleteExperimentCommand({ ExperimentName: name }));
};
