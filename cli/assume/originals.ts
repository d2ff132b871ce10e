import type { Caller, Keys } from "#shared/assume/model.ts";
import { askCaller } from "#shared/aws/assume-role.ts";
import { checkedRegion, type Environment, homeOf } from "#shared/aws/sts-endpoint.ts";
import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";
import { type Profile, profileIn, readProfiles } from "./aws-files.ts";
import { endpointsOf } from "./endpoints.ts";
import { explained } from "./explained.ts";

/** Who asks for a role: never with credentials that were borrowed before. */
export interface Originals {
  region: string;
  /** Whether somebody named it: else it is the partition's first. */
  isRegionNamed: boolean;
  /** With the addresses that a profile names. */
  env: Environment;
  /** Those of a profile that is named: whoever gets no profile needs them. */
  endpoints: Readonly<Record<string, string>>;
  /** Where the SDK finds them, with this profile if any. Absent: a key pair that we read, or an assertion. */
  found: { profile: string | undefined } | undefined;
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
  const profile = named === undefined ? profileIn(env) : { name: named, variable: "--profile" };
  const inEnvironment =
    named === undefined ? keysIn(env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN) : undefined;
  const name = profile?.name ?? "default";
  const settings = readProfiles(env).get(name);
  if (profile !== undefined && settings === undefined && inEnvironment === undefined) {
    throw new BadInput(
      `${profile.variable}: ${quoted(name)} is in neither file; allowed: a profile of ~/.aws/config or ~/.aws/credentials`,
    );
  }
  const given = regionIn(name, settings, env);
  const region = given ?? homeOf(partition);
  const endpoints = endpointsOf(name, settings, env);
  const all = { ...env, ...endpoints };
  const fixed = inEnvironment ?? keysOf(settings);
  const keys = fixed === undefined ? untilTheyEnd(() => findUsual(profile?.name, env)) : async () => fixed;
  const ask = async (): Promise<Caller> =>
    explained({ of: "caller" }, askCaller({ region, env: all, keys: await keys() }));
  return {
    ...{ region, isRegionNamed: given !== undefined, env: all, endpoints: profile === undefined ? {} : endpoints },
    ...{ keys, caller: onceDone(ask), found: fixed === undefined ? { profile: profile?.name } : undefined },
  };
};

/** Throws BadInput. */
const regionIn = (name: string, settings: Profile | undefined, env: Environment): string | undefined => {
  const variable = ["AWS_REGION", "AWS_DEFAULT_REGION"].find((one) => env[one]);
  if (variable !== undefined) return checkedRegion(env[variable] ?? "", variable);
  return settings?.region ? checkedRegion(settings.region, `region of profile ${quoted(name)}`) : undefined;
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
