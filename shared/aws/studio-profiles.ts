import {
  AddTagsCommand,
  CreateUserProfileCommand,
  DeleteTagsCommand,
  SageMakerClient,
  UpdateUserProfileCommand,
} from "@aws-sdk/client-sagemaker";
import { type Tags, tagList } from "../model/tags.ts";
import { makeClient, type Place } from "./inspect/client.ts";

type Sender = Pick<SageMakerClient, "send">;

interface Named {
  domainId: string;
  name: string;
}

/** What a person changes of user profiles, with their own rights. Errors come as the SDK throws them. */
export const profileCalls = (place: Place, client: Sender = makeClient(SageMakerClient, place)) => ({
  /** Answers its ARN. SageMaker has made it some seconds later. */
  create: async ({ domainId, name }: Named, tags: Tags, role: string): Promise<string> => {
    const command = new CreateUserProfileCommand({
      DomainId: domainId,
      UserProfileName: name,
      Tags: tagList(tags),
      UserSettings: { ExecutionRole: role },
    });
    return (await client.send(command)).UserProfileArn ?? "";
  },

  /** The other settings stay as they are. */
  setRole: async ({ domainId, name }: Named, role: string): Promise<void> => {
    const UserSettings = { ExecutionRole: role };
    await client.send(new UpdateUserProfileCommand({ DomainId: domainId, UserProfileName: name, UserSettings }));
  },

  addTags: async (arn: string, tags: Tags): Promise<void> => {
    await client.send(new AddTagsCommand({ ResourceArn: arn, Tags: tagList(tags) }));
  },

  removeTags: async (arn: string, keys: readonly string[]): Promise<void> => {
    await client.send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: [...keys] }));
  },
});

export type ProfileCalls = ReturnType<typeof profileCalls>;
