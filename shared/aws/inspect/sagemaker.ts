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
  /** Of every profile that has none of its own. */
  executionRole: string | undefined;
  /** Else Identity Center lets people in, and no presigned URL is made. */
  usesIam: boolean;
}

/** Every Studio domain of the region. */
export const listDomains = async (place: Place, client = clientFor(place)): Promise<StudioDomain[]> => {
  const found = await collect(Number.POSITIVE_INFINITY, async (token) => {
    const { Domains = [], NextToken } = await client.send(new ListDomainsCommand({ NextToken: token }));
    return { items: Domains, next: NextToken };
  });
  const domains: StudioDomain[] = [];
  for (const { DomainId = "", DomainName = "" } of found) {
    const domain = await client.send(new DescribeDomainCommand({ DomainId }));
    domains.push({
      id: DomainId,
      name: DomainName,
      propagatesTags: domain.TagPropagation === "ENABLED",
      executionRole: domain.DefaultUserSettings?.ExecutionRole,
      usesIam: domain.AuthMode !== "SSO",
    });
  }
  return domains;
};

export interface ProfileWithTags {
  name: string;
  domainId: string;
  tags: Tags;
}

export interface StudioProfile extends ProfileWithTags {
  arn: string;
  /** Its own, where it has one. */
  executionRole: string | undefined;
}

/** How many profiles are read at a time: SageMaker throttles who asks faster. */
const atOnce = 5;

/** Every user profile with its tags, at most `most`: two calls for each, since the list tells no ARN. */
export const listProfiles = async (most: number, place: Place, client = clientFor(place)): Promise<StudioProfile[]> => {
  const found = await collect(most, async (token) => {
    const page = await client.send(new ListUserProfilesCommand({ NextToken: token }));
    return { items: page.UserProfiles ?? [], next: page.NextToken };
  });
  const profiles: StudioProfile[] = [];
  for (let at = 0; at < found.length; at += atOnce) {
    const some = found.slice(at, at + atOnce);
    const read = some.map(({ UserProfileName: name = "", DomainId: domainId = "" }) =>
      readProfile({ domainId, name }, place, client),
    );
    profiles.push(...(await Promise.all(read)));
  }
  return profiles;
};

/** One user profile. Errors come as the SDK throws them. */
export const readProfile = async (
  { domainId, name }: { domainId: string; name: string },
  place: Place,
  client = clientFor(place),
): Promise<StudioProfile> => {
  const profile = await client.send(new DescribeUserProfileCommand({ DomainId: domainId, UserProfileName: name }));
  const arn = profile.UserProfileArn ?? "";
  const tags = await readTags(arn, place, client);
  return { name, domainId, arn, tags, executionRole: profile.UserSettings?.ExecutionRole };
};

/** An experiment costs nothing. Answers its ARN. */
export const createExperiment = async (name: string, place: Place, client = clientFor(place)): Promise<string> => {
  const { ExperimentArn = "" } = await client.send(new CreateExperimentCommand({ ExperimentName: name }));
  return ExperimentArn;
};

export const deleteExperiment = async (name: string, place: Place, client = clientFor(place)): Promise<void> => {
  await client.send(new DeleteExperimentCommand({ ExperimentName: name }));
};
