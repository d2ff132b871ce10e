import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "#shared/aws/sts-endpoint.ts";

/** A profile's settings, as the user's two files have them. */
export type Profile = Readonly<Record<string, string>>;
/** By the profile's name. */
export type Profiles = ReadonlyMap<string, Profile>;

export const configFile = (env: Environment): string =>
  env.AWS_CONFIG_FILE || join(env.HOME || homedir(), ".aws", "config");
export const credentialsFile = (env: Environment): string =>
  env.AWS_SHARED_CREDENTIALS_FILE || join(env.HOME || homedir(), ".aws", "credentials");

/** Sections of an AWS file, by the text between their brackets. Settings that hold further ones (`s3 =`) are left out. */
export const sectionsOf = (text: string): ReadonlyMap<string, Profile> => {
  const sections = new Map<string, Record<string, string>>();
  let section: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\[([^\]]+)\]/.exec(line) ?? [];
    if (name !== undefined) {
      const key = name.trim().replaceAll(/\s+/g, " ").replaceAll(/["']/g, "");
      section = sections.get(key) ?? Object.create(null);
      sections.set(key, section as Record<string, string>);
      continue;
    }
    const [, key, value] = /^([^\s=#;][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section !== undefined && key !== undefined) section[key.toLowerCase()] = (value ?? "").replace(/\s[#;].*$/, "");
  }
  return sections;
};

/** The credentials file's settings go before the other's. */
export const profilesOf = (config: string, credentials: string): Profiles => {
  const profiles = new Map<string, Profile>();
  for (const [section, settings] of sectionsOf(config)) {
    const name = section === "default" ? section : /^profile (.+)$/.exec(section)?.[1];
    if (name !== undefined) profiles.set(name, { ...profiles.get(name), ...settings });
  }
  for (const [name, settings] of sectionsOf(credentials)) profiles.set(name, { ...profiles.get(name), ...settings });
  return profiles;
};

const readOrNothing = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "");

/** Of both files; nothing where there are none. */
export const readProfiles = async (env: Environment): Promise<Profiles> =>
  profilesOf(await readOrNothing(configFile(env)), await readOrNothing(credentialsFile(env)));
