import {
  DescribeDomainCommand,
  DescribeSpaceCommand,
  DescribeUserProfileCommand,
  ListUserProfilesCommand,
} from "@aws-sdk/client-sagemaker";
import { countedClient, type SageMakerOptions } from "./sagemaker.ts";

/** A Studio place: a user profile or a space. */
export interface StudioPlace {
  region: string;
  domainId: string;
  name: string;
}

/**
 * Pages of profiles whose name contains the wanted one; the service has no exact filter. Beyond them nobody can say that
 * a name is unique, and nobody is proven: the calls for one event must not grow with the fleet.
 */
const profilePages = 2;

/** What Studio knows of its people. Errors come as the SDK throws them. */
export const studioCalls = (options: SageMakerOptions) => {
  const client = countedClient(options);

  /** The profiles of exactly this name in all domains; undefined when there are too many similar ones to tell. */
  const profilesNamed = async (region: string, name: string): Promise<readonly StudioPlace[] | undefined> => {
    const found: StudioPlace[] = [];
    let token: string | undefined;
    for (let page = 0; page < profilePages; page++) {
      const command = new ListUserProfilesCommand({ UserProfileNameContains: name, MaxResults: 100, NextToken: token });
      const { UserProfiles = [], NextToken } = await client(region).send(command);
      for (const { DomainId = "", UserProfileName } of UserProfiles)
        if (UserProfileName === name) found.push({ region, domainId: DomainId, name });
      token = NextToken;
      if (!token) return found;
    }
    return undefined;
  };

  const describeProfile = async ({ region, domainId, name }: StudioPlace) => {
    const command = new DescribeUserProfileCommand({ DomainId: domainId, UserProfileName: name });
    const { UserProfileArn, UserSettings } = await client(region).send(command);
    return { arn: UserProfileArn, executionRole: UserSettings?.ExecutionRole };
  };

  const describeSpace = async ({ region, domainId, name }: StudioPlace) => {
    const command = new DescribeSpaceCommand({ DomainId: domainId, SpaceName: name });
    const { SpaceArn, OwnershipSettings } = await client(region).send(command);
    return { arn: SpaceArn, ownerProfile: OwnershipSettings?.OwnerUserProfileName };
  };

  /** The roles that its profiles and its shared spaces have unless they have their own. */
  const describeDomain = async (region: string, domainId: string) => {
    const { DefaultUserSettings, DefaultSpaceSettings } = await client(region).send(
      new DescribeDomainCommand({ DomainId: domainId }),
    );
    return { profileRole: DefaultUserSettings?.ExecutionRole, spaceRole: DefaultSpaceSettings?.ExecutionRole };
  };

  return { profilesNamed, describeProfile, describeSpace, describeDomain };
};

export type StudioCalls = ReturnType<typeof studioCalls>;
