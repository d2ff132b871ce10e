import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Keys, RoleWanted, Session } from "../assume/model.ts";
import { nameCalls } from "./named-calls.ts";

type Sender = Pick<STSClient, "send">;

/** A person waits: three attempts. Without keys the SDK's usual ones. */
const makeClient = (region: string, credentials: Keys | undefined): Sender =>
  nameCalls(new STSClient({ region, maxAttempts: 3, ...(credentials && { credentials }) }));

/** Takes a role with these keys. Throws what STS throws. */
export const assumeRole = async (
  wanted: RoleWanted,
  keys: Keys | undefined,
  region: string,
  client: Sender = makeClient(region, keys),
): Promise<Session> => {
  const { roleArn, sessionName, seconds, externalId, tags = {}, transitiveKeys = [], sourceIdentity, policy } = wanted;
  const sent = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { Credentials } = await client.send(
    new AssumeRoleCommand({
      ...{ RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: seconds, ExternalId: externalId },
      ...{ SourceIdentity: sourceIdentity, Policy: policy },
      ...(sent.length > 0 && { Tags: sent }),
      ...(transitiveKeys.length > 0 && { TransitiveTagKeys: [...transitiveKeys] }),
    }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration } = Credentials ?? {};
  return {
    ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    expiresAt: Expiration?.toISOString() ?? "",
  };
};
