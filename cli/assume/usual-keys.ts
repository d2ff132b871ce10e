import { STSClient } from "@aws-sdk/client-sts";
import type { Keys } from "#shared/assume/model.ts";
import { namedAs } from "#shared/aws/named-calls.ts";
import type { Environment } from "#shared/aws/sts-endpoint.ts";
import { BadInput, Refused } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";
import { userHome } from "./aws-files.ts";

const isOurs = (name: string): boolean => name.startsWith("AWS_");

const nothing = (): void => undefined;
/** That the environment has keys too is no news to who named a profile; a warning is what an SDK or a script then shows. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What the SDK finds by its usual chain, in this environment: within a shell of `env` it is not the process's. */
export const usualKeys = async (
  profile: string | undefined,
  env: Environment,
): Promise<Keys & { expiration?: Date }> => {
  const before = { ...process.env };
  // `env` may be process.env itself: read before that is emptied.
  const given = Object.entries(env).filter(([name, value]) => isOurs(name) && value !== undefined);
  const isHomeless = userHome(env) === undefined;
  for (const name of Object.keys(process.env).filter(isOurs)) delete process.env[name];
  // The SDK wants one even where no file is in it, and throws where nobody waits.
  Object.assign(process.env, Object.fromEntries(given), isHomeless && { HOME: "/nonexistent" });
  try {
    const { config } = new STSClient({
      region: "us-east-1",
      logger: silent,
      ...(profile !== undefined && { profile }),
    });
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await namedAs(
      "STS AssumeRole",
      config.credentials(),
    );
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
    return { ...keys, ...(expiration && { expiration }) };
  } catch (error) {
    throw inWords(error, profile);
  } finally {
    if (isHomeless) delete process.env.HOME;
    for (const name of Object.keys(process.env).filter(isOurs)) delete process.env[name];
    Object.assign(process.env, Object.fromEntries(Object.entries(before).filter(([name]) => isOurs(name))));
  }
};

/** What a person can put right; the rest is told as it is. */
const inWords = (error: unknown, profile: string | undefined): unknown => {
  const message = error instanceof Error ? error.message : "";
  const named = profile === undefined ? "" : ` of profile ${quoted(profile)}`;
  if (/multi-factor/i.test(message)) {
    return new BadInput(
      `--profile: the role${named} asks for a second factor; allowed: the profile that it is taken from, with --role and --mfa-serial`,
    );
  }
  if (!/aws sso login|SSO session|aws login/i.test(message)) return error;
  return new Refused(`the sign-in${named} has ended: \`aws sso login\``, { cause: error });
};
