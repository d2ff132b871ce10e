import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "#shared/aws/sts-endpoint.ts";
import { configFile, credentialsFile, type Entry, entriesOf, readOrNothing } from "../assume/aws-files.ts";
import { makeOwnedFolder } from "./owned-folder.ts";

export interface OwnProfile {
  env: Readonly<Record<string, string>>;
  remove(): void;
}

/** By which a profile gives credentials, or which go with them: SDKs take those before a container's. */
const isOfCredentials = ({ key }: Entry): boolean =>
  /^(aws_|sso_|role_|credential_|web_identity_|login_|mfa_|source_profile$|external_id$|duration_seconds$)/.test(key);

const defaultIn = (config: string, credentials: string): Entry[] => {
  const sections = entriesOf(config);
  return [sections.get("default"), sections.get("profile default"), entriesOf(credentials).get("default")].flatMap(
    (entries) => entries ?? [],
  );
};

/** The settings that are not credentials as they stand; each once, or Python's reader refuses the file. */
const harmless = (entries: readonly Entry[]): string => {
  const kept = entries.filter((entry) => !isOfCredentials(entry)).map((entry) => [entry.key, entry] as const);
  return [...new Map(kept).values()].flatMap(({ line, nested }) => [line.trimStart(), ...nested]).join("\n");
};

/**
 * Where the user's [default] has credentials, the child gets a profile that has none, in a copy of the user's file for
 * itself alone: its other profiles are there as they were, and [default] is, which they may have as their source. Undefined: nothing is in the way. Written only when the child is
 * about to be started, in one breath with it: a signal in between would leave the copy behind.
 */
export const ownProfile = (env: Environment): (() => OwnProfile) | undefined => {
  const text = readOrNothing(configFile(env));
  const entries = defaultIn(text, readOrNothing(credentialsFile(env)));
  if (!entries.some(isOfCredentials)) return undefined;
  const name = `sagewarden-${randomBytes(8).toString("hex")}`;
  return () => written(name, `${text}\n[profile ${name}]\n${harmless(entries)}\n`, env);
};

const written = (name: string, text: string, env: Environment): OwnProfile => {
  const folder = makeOwnedFolder(env);
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
