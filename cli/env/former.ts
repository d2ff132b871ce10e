import { BadInput } from "#shared/model/errors.ts";
import { handleName, readHandle } from "./handle.ts";
import { unseal } from "./sealed.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** Every variable by which an SDK finds credentials, or which goes with them. */
export const formerNames = [
  ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"],
  ...["AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID", "AWS_CREDENTIAL_SCOPE"],
  ...["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"],
  ...["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
  ...["AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"],
  ...["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME"],
  ...["AWS_CREDENTIAL_FILE", "AWS_BEARER_TOKEN_BEDROCK"],
] as const;

export type FormerName = (typeof formerNames)[number];

/** Null: was unset. An empty text is a value. */
export type Former = Readonly<Record<FormerName, string | null>>;

/** Node shows bytes that are not UTF-8 as U+FFFD: they could not be put back. */
const isExact = (value: string): boolean => value.isWellFormed() && !/[\uFFFD\0]/.test(value);

export const formerOf = (env: Env): Former => {
  const inexact = formerNames.find((name) => !isExact(env[name] ?? ""));
  if (inexact !== undefined) {
    throw new BadInput(`${inexact}: its value is not UTF-8 and could not be put back. Nothing was changed`);
  }
  return Object.fromEntries(formerNames.map((name) => [name, env[name] ?? null])) as Former;
};

/** The environment with the originals, where a shell borrowed others. Throws BadInput where they cannot be told. */
export const originalEnvironment = (env: Env): Env => {
  const text = env[handleName];
  if (!text) return env;
  const { former } = unseal(readHandle(text), env);
  const isOther = (name: string): boolean => name !== handleName && !formerNames.includes(name as FormerName);
  return Object.fromEntries([
    ...Object.entries(env).filter(([name]) => isOther(name)),
    ...Object.entries(former).filter(([, value]) => value !== null),
  ]) as Env;
};
