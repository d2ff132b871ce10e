import { IAMClient, ListRoleTagsCommand, ListUserTagsCommand, type Tag } from "@aws-sdk/client-iam";
import { type Tags, tagMap } from "../model/tags.ts";
import { clientSettings } from "./client.ts";

type Sender = Pick<IAMClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  client ??= new IAMClient(clientSettings);
  return client;
};

type Page = { Tags: Tag[] | undefined; IsTruncated?: boolean | undefined; Marker?: string | undefined };

const allPages = async (page: (marker: string | undefined) => Promise<Page>): Promise<Tags> => {
  const pairs: [string, string][] = [];
  let marker: string | undefined;
  do {
    const answer = await page(marker);
    for (const { Key, Value } of answer.Tags ?? []) if (Key !== undefined) pairs.push([Key, Value ?? ""]);
    marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (marker);
  return tagMap(pairs);
};

/** Of a user or a role in our own account, by its name without the path. */
export const userTags = (UserName: string, sender = shared()): Promise<Tags> =>
  allPages((Marker) => sender.send(new ListUserTagsCommand({ UserName, Marker })));

export const roleTags = (RoleName: string, sender = shared()): Promise<Tags> =>
  allPages((Marker) => sender.send(new ListRoleTagsCommand({ RoleName, Marker })));
