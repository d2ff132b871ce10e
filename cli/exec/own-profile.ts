import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "#shared/aws/sts-endpoint.ts";
import { configFile, type Profile, readProfiles } from "../assume/aws-files.ts";

export interface OwnProfile {
  env: Readonly<Record<string, string>>;
  remove(): void;
}

/** By which a profile gives credentials: SDKs take those before a container's. */
const sources = [
  ...["aws_access_key_id", "role_arn", "sso_session", "sso_start_url", "sso_account_id", "credential_process"],
  ...["web_identity_token_file", "credential_source", "source_profile", "login_session"],
];

const hasCredentials = (profile: Profile | undefined): boolean => sources.some((name) => profile?.[name] !== undefined);

/** A profile's settings that are not credentials, on one line each. */
const harmless = (profile: Profile): string =>
  ["region", "output", "endpoint_url", "use_fips_endpoint", "use_dualstack_endpoint"]
    .flatMap((name) => (profile[name] ? `${name} = ${profile[name]}\n` : []))
    .join("");

/**
 * Where the user's [default] has credentials, the child gets a profile that has none, in a copy of the user's file for
 * itself alone: its other profiles are there as they were. Undefined: nothing is in the way. Written only when the child is
 * about to be started, in one breath with it: a signal in between would leave the copy behind.
 */
export const ownProfile = async (env: Environment): Promise<(() => OwnProfile) | undefined> => {
  const profile = (await readProfiles(env)).get("default");
  if (profile === undefined || !hasCredentials(profile)) return undefined;
  const name = `sagewarden-${randomBytes(8).toString("hex")}`;
  const text = await readFile(configFile(env), "utf8").catch(() => "");
  return () => written(name, `${text}\n[profile ${name}]\n${harmless(profile)}`);
};

const written = (name: string, text: string): OwnProfile => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-exec-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, "config");
  try {
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    remove();
    throw error;
  }
  return { env: { AWS_CONFIG_FILE: file, AWS_PROFILE: name }, remove };
};
