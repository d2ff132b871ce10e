import { DescribeUserCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { makeClient, type Place } from "./client.ts";

export interface Identity {
  userId: string;
  emails: readonly string[];
}

interface Senders {
  admin: Pick<SSOAdminClient, "send">;
  store: Pick<IdentitystoreClient, "send">;
}

/**
 * Those of these users that Identity Center has; undefined: the account sees no instance of it. One that is given as a whole is
 * seen in its home region, by the organisation's management account or the delegated administrator.
 */
export const findIdentities = async (
  userIds: readonly string[],
  place: Place,
  { admin, store }: Senders = {
    admin: makeClient(SSOAdminClient, place),
    store: makeClient(IdentitystoreClient, place),
  },
): Promise<Identity[] | undefined> => {
  const { Instances = [] } = await admin.send(new ListInstancesCommand({}));
  const IdentityStoreId = Instances[0]?.IdentityStoreId;
  if (IdentityStoreId === undefined) return undefined;
  const found: Identity[] = [];
  for (const UserId of userIds) {
    try {
      const { Emails = [] } = await store.send(new DescribeUserCommand({ IdentityStoreId, UserId }));
      found.push({ userId: UserId, emails: Emails.flatMap(({ Value }) => Value ?? []) });
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
    }
  }
  return found;
};
