import type { Caller, Keys } from "#shared/assume/model.ts";
import { askCaller } from "#shared/aws/assume-role.ts";
import { type Environment, homeOf } from "#shared/aws/sts-endpoint.ts";
import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";
import { type Profile, readProfiles } from "./aws-files.ts";
import { explained } from "./explained.ts";

/** Who asks for a role: never with credentials that were borrowed before. */
export interface Originals {
  region: string;
  /** Whether somebody named it: else it is the partition's first. */
  isRegionNamed: boolean;
  env: Environment;
  /** Read anew where they have run out. */
  keys(): Promise<Keys>;
  /** Whom AWS takes them for. Asked once. */
  caller(): Promise<Caller>;
}

interface Source {
  profile?: string | undefined;
  /** Which region, where nothing else names one. */
  partition?: string | undefined;
}

type UsualKeys = (profile: string | undefined, env: Environment) => Promise<Keys & { expiration?: Date }>;

const usualKeys: UsualKeys = async (profile, env) => (await import("./usual-keys.ts")).usualKeys(profile, env);

const keysIn = (id: string | undefined, secret: string | undefined, token: string | undefined): Keys | undefined =>
  id && secret ? { accessKeyId: id, secretAccessKey: secret, ...(token && { sessionToken: token }) } : undefined;

/** A profile that is nothing but a key pair: what else it may say is the SDK's to read. */
const keysOf = (profile: Profile | undefined): Keys | undefined =>
  profile === undefined || profile.role_arn !== undefined || profile.sso_session !== undefined
    ? undefined
    : keysIn(profile.aws_access_key_id, profile.aws_secret_access_key, profile.aws_session_token);

/** How long before their end keys are read anew. */
const marginMs = 5 * 60_000;

/**
 * The credentials of `--profile`, else of the environment (which goes before AWS_PROFILE, as in most SDKs), else what the SDK
 * finds. Its chain is loaded only where neither the environment nor a profile has a key pair.
 */
export const originalsOf = async (
  { profile: named, partition = "aws" }: Source,
  env: Environment,
  findUsual: UsualKeys = usualKeys,
): Promise<Originals> => {
  const profile = named ?? (env.AWS_PROFILE || undefined);
  const inEnvironment =
    named === undefined ? keysIn(env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN) : undefined;
  const given = env.AWS_REGION || env.AWS_DEFAULT_REGION;
  const isRead = inEnvironment === undefined || !given;
  const settings = isRead ? (await readProfiles(env)).get(profile ?? "default") : undefined;
  if (named !== undefined && settings === undefined) {
    throw new BadInput(
      `--profile: ${quoted(named)} is in neither file; allowed: a profile of ~/.aws/config or ~/.aws/credentials`,
    );
  }
  const region = given || settings?.region || homeOf(partition);
  const fixed = inEnvironment ?? keysOf(settings);
  const keys = fixed === undefined ? untilTheyEnd(() => findUsual(profile, env)) : async () => fixed;
  const ask = async (): Promise<Caller> => explained({ of: "caller" }, askCaller({ region, env, keys: await keys() }));
  const isRegionNamed = Boolean(given || settings?.region);
  return { region, isRegionNamed, env, keys, caller: onceDone(ask) };
};

/** Done once for all who ask; anew where it failed. */
const onceDone = <Answer>(work: () => Promise<Answer>): (() => Promise<Answer>) => {
  let begun: Promise<Answer> | undefined;
  return () => {
    begun ??= work().catch((error: unknown) => {
      begun = undefined;
      throw error;
    });
    return begun;
  };
};

const untilTheyEnd = (find: () => ReturnType<UsualKeys>): (() => Promise<Keys>) => {
  let found: ReturnType<UsualKeys> | undefined;
  return async () => {
    const { expiration } = (await found) ?? {};
    if (found === undefined || (expiration !== undefined && expiration.getTime() - Date.now() < marginMs))
      found = find();
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw error;
    }
  };
};
