import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "#shared/aws/sts-endpoint.ts";

/** A profile's settings, as the user's two files have them. */
export type Profile = Readonly<Record<string, string>>;
/** By the profile's name. */
export type Profiles = ReadonlyMap<string, Profile>;

/** Undefined: a user without an entry, as containers have them. */
export const userHome = (env: Environment): string | undefined => {
  try {
    return env.HOME || homedir();
  } catch {
    return undefined;
  }
};

/** The AWS CLI knows `~` too, where no shell has read it. */
export const inHome = (env: Environment, file: string): string | undefined => {
  if (file !== "~" && !/^~[/\\]/.test(file)) return file;
  const home = userHome(env);
  return home === undefined ? undefined : join(home, file.slice(1));
};

export const configFile = (env: Environment): string | undefined =>
  inHome(env, env.AWS_CONFIG_FILE || join("~", ".aws", "config"));
export const credentialsFile = (env: Environment): string | undefined =>
  inHome(env, env.AWS_SHARED_CREDENTIALS_FILE || join("~", ".aws", "credentials"));

/** One setting, as it stands in its file; `nested`: the lines below `s3 =`. */
export interface Entry {
  key: string;
  value: string;
  line: string;
  nested: string[];
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const sectionIn = (line: string): string | undefined =>
  /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.trim().replaceAll(/\s+/g, " ").replaceAll(/["']/g, "");

/** Python's reader, and so the AWS CLI's, takes `key: value` too. */
export const entryIn = (line: string): Entry | undefined => {
  const [, key, value = ""] = /^\s*([^\s=:#;[][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
  return key === undefined
    ? undefined
    : { key: key.toLowerCase(), value: value.replace(/(^|\s)[#;].*$/, ""), line, nested: [] };
};

/** Sections of an AWS file, by the text between their brackets. */
export const entriesOf = (text: string): ReadonlyMap<string, readonly Entry[]> => {
  const sections = new Map<string, Entry[]>();
  let section: Entry[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const last = section?.at(-1);
    if (last?.value === "" && indentOf(line) > indentOf(last.line)) {
      last.nested.push(line);
      continue;
    }
    const name = sectionIn(line);
    if (name !== undefined) {
      section = sections.get(name) ?? [];
      sections.set(name, section);
      continue;
    }
    const entry = entryIn(line);
    if (entry !== undefined) section?.push(entry);
  }
  return sections;
};

const settingsOf = (entries: readonly Entry[]): Profile =>
  Object.assign(Object.create(null), Object.fromEntries(entries.map(({ key, value }) => [key, value])));

/** The credentials file's settings go before the other's. */
export const profilesOf = (config: string, credentials: string): Profiles => {
  const profiles = new Map<string, Profile>();
  const add = (name: string, entries: readonly Entry[]): unknown =>
    profiles.set(name, Object.assign(Object.create(null), profiles.get(name), settingsOf(entries)));
  for (const [section, entries] of entriesOf(config)) {
    const name = section === "default" ? section : /^profile (.+)$/.exec(section)?.[1];
    if (name !== undefined) add(name, entries);
  }
  for (const [name, entries] of entriesOf(credentials)) add(name, entries);
  return profiles;
};

/** Which profile the environment names: boto3 and the AWS CLI know the second too. */
export const profileIn = (env: Environment): { name: string; variable: string } | undefined => {
  const variable = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].find((one) => env[one]);
  return variable === undefined ? undefined : { name: env[variable] ?? "", variable };
};

/** What a file has; nothing where there is none. Not by promises: Node loads their module for longer than this reads. */
export const readOrNothing = (file: string | undefined): string => {
  try {
    return file ? readFileSync(file, "utf8") : "";
  } catch {
    return "";
  }
};

/** Of both files; nothing where there are none. */
export const readProfiles = (env: Environment): Profiles =>
  profilesOf(readOrNothing(configFile(env)), readOrNothing(credentialsFile(env)));
