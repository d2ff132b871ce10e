import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { makeClient, type Place } from "./client.ts";

/** Whether there is a secret of this name that is not about to be deleted. Its value is not read. */
export const hasSecret = async (
  name: string,
  place: Place,
  client: Pick<SecretsManagerClient, "send"> = makeClient(SecretsManagerClient, place),
): Promise<boolean> => {
  try {
    const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId: name }));
    return DeletedDate === undefined;
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return false;
    throw error;
  }
};
