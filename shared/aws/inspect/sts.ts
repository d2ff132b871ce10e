import { GetAccessKeyInfoCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { makeClient, type Place } from "./client.ts";

export interface Caller {
  account: string;
  arn: string;
  partition: string;
}

/** Who we are. */
export const getCaller = async (
  place: Place,
  client: Pick<STSClient, "send"> = makeClient(STSClient, place),
): Promise<Caller> => {
  const { Account = "", Arn = "" } = await client.send(new GetCallerIdentityCommand({}));
  return { account: Account, arn: Arn, partition: Arn.split(":")[1] || "aws" };
};

/** The account that an access key belongs to; undefined where STS says that there is no such key. */
export const accountOfKey = async (
  AccessKeyId: string,
  place: Place,
  client: Pick<STSClient, "send"> = makeClient(STSClient, place),
): Promise<string | undefined> => {
  try {
    return (await client.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account;
  } catch (error) {
    if (/^(ValidationError|InvalidClientTokenId)/.test((error as Error).name)) return undefined;
    throw error;
  }
};
