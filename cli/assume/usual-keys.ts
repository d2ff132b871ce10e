import { STSClient } from "@aws-sdk/client-sts";
import type { Keys } from "#shared/assume/model.ts";
import { namedAs } from "#shared/aws/named-calls.ts";
import type { Environment } from "#shared/aws/sts-endpoint.ts";

const isOurs = (name: string): boolean => name.startsWith("AWS_");

/** What the SDK finds by its usual chain, in this environment: within a shell of `env` it is not the process's. */
export const usualKeys = async (
  profile: string | undefined,
  env: Environment,
): Promise<Keys & { expiration?: Date }> => {
  const before = { ...process.env };
  for (const name of Object.keys(process.env).filter(isOurs)) delete process.env[name];
  Object.assign(
    process.env,
    Object.fromEntries(Object.entries(env).filter(([name, value]) => isOurs(name) && value !== undefined)),
  );
  try {
    const { config } = new STSClient({ region: "us-east-1", ...(profile !== undefined && { profile }) });
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await namedAs(
      "STS AssumeRole",
      config.credentials(),
    );
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
    return { ...keys, ...(expiration && { expiration }) };
  } finally {
    for (const name of Object.keys(process.env).filter(isOurs)) delete process.env[name];
    Object.assign(process.env, Object.fromEntries(Object.entries(before).filter(([name]) => isOurs(name))));
  }
};
