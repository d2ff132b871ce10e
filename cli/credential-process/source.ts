const { createHash } = process.getBuiltinModule("node:crypto");

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "#shared/aws/sts-endpoint.ts";
import {
  configFile,
  credentialsFile,
  type Profile,
  type Profiles,
  profilesOf,
  readOrNothing,
  userHome,
} from "../assume/aws-files.ts";
import type { Originals } from "../assume/originals.ts";
import { thisMachine } from "../env/machine.ts";
import { callsAbove } from "./own-call.ts";

/** Whose credentials take the role: what an entry is named by, and what seals it. */
export interface Source {
  id: string;
  secret: string;
}

/**
 * Without asking anybody, where asking would give other keys each time. All that may decide whose they are counts, rather too much than
 * too little: what differs costs one call of STS, what is forgotten lends one person's session to another.
 */
export const lastingSource = ({ env, found }: Pick<Originals, "env" | "found">, cwd: string): Source | undefined => {
  if (found === undefined) return undefined;
  const [config, credentials] = [readOrNothing(configFile(env)), readOrNothing(credentialsFile(env))];
  const profiles = profilesOf(config, credentials);
  const name = found.profile ?? "default";
  const isByToken = Boolean(env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN);
  if (!isByToken && !givesOthersEachTime(profiles.get(name))) return undefined;
  const known = [found.profile, config, credentials, signIns(env), tokens(env, profiles), variables(env, isOfSdk)];
  const command = runsCommand(name, profiles) ? [cwd, variables(env, isNoShells)] : [];
  // Whoever copies this folder to another machine, or an instance's disk to an instance with another role, has another source.
  const secret = JSON.stringify([...known, command, thisMachine()]);
  return { id: `found ${createHash("sha256").update(secret).digest("hex")}`, secret };
};

/** As above, else by the keys themselves: a pair, or those of a container or an instance, which stay the same for hours. */
export const sourceOf = async (originals: Originals, cwd: string): Promise<Source & { isStill(): boolean }> => {
  const lasting = lastingSource(originals, cwd);
  const isStill = (): boolean => lastingSource(originals, cwd)?.id === lasting?.id;
  if (lasting !== undefined) return { ...lasting, isStill };
  const { accessKeyId, secretAccessKey } = await originals.keys();
  return { id: accessKeyId, secret: secretAccessKey, isStill };
};

const givesOthersEachTime = (profile: Profile | undefined): boolean =>
  ["role_arn", "credential_process", "sso_session", "sso_start_url", "login_session"].some((name) => profile?.[name]);

/** It may go by anything. */
const runsCommand = (first: string, profiles: Profiles): boolean => {
  const seen = new Set<string>();
  for (let name: string | undefined = first; name !== undefined && !seen.has(name); ) {
    seen.add(name);
    const profile: Profile | undefined = profiles.get(name);
    if (profile?.credential_process) return true;
    name = profile?.source_profile;
  }
  return false;
};

/** Who signed in by `aws sso login` and `aws login`: somebody else, or nobody any more, is another source. */
const signIns = (env: Environment): string[][] => {
  const usual = (...names: readonly string[]): string => join(userHome(env) ?? "", ".aws", ...names, "cache");
  return [() => usual("sso"), () => env.AWS_LOGIN_CACHE_DIRECTORY || usual("login")].map((folderOf) => {
    try {
      const folder = folderOf();
      return readdirSync(folder)
        .toSorted()
        .flatMap((name) => [name, readOrNothing(join(folder, name))]);
    } catch {
      return [];
    }
  });
};

const tokens = (env: Environment, profiles: Profiles): string[] => [
  readOrNothing(env.AWS_WEB_IDENTITY_TOKEN_FILE),
  readOrNothing(env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE),
  ...[...profiles.values()].map(({ web_identity_token_file }) => readOrNothing(web_identity_token_file)),
];

/** The calls above too: one that waits for itself by another spelling would hold the lock that it waits for. */
const isOfSdk = (name: string): boolean => name.startsWith("AWS_") || name === callsAbove;
/** What a shell changes by itself from one command to the next says nothing. */
const isNoShells = (name: string): boolean => !["_", "SHLVL", "OLDPWD"].includes(name);

const variables = (env: Environment, counts: (name: string) => boolean): readonly unknown[] =>
  Object.entries(env)
    .filter(([name]) => counts(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
