import { chmodSync, lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { userHome } from "./assume/aws-files.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const ourFolder = (env: Environment, variable: string, ...usual: readonly string[]): string => {
  const named = env[variable] ?? "";
  if (isAbsolute(named)) return join(named, "sagewarden");
  const home = userHome(isAbsolute(env.HOME ?? "") ? env : {});
  if (home === undefined) {
    throw new BadInput(`HOME: this user has no folder; allowed: HOME or ${variable}, a folder that you may write to`);
  }
  return join(home, ...usual, "sagewarden");
};

/** What has to stay. XDG takes a relative path for none. */
export const stateFolder = (env: Environment): string => ourFolder(env, "XDG_STATE_HOME", ".local", "state");

/** What can be made again. */
export const cacheFolder = (env: Environment): string => ourFolder(env, "XDG_CACHE_HOME", ".cache");

/** Whose the folder is, or the one in which it would be made. */
const ownerOf = (folder: string): number =>
  statSync(folder, { throwIfNoEntry: false })?.uid ?? ownerOf(dirname(folder));

/** `sudo` may leave HOME the caller's: what root makes there, the caller cannot use afterwards. */
const refuseCallers = (folder: string, caller: string | undefined): void => {
  if (process.getuid?.() !== 0 || caller === undefined || caller === "0" || String(ownerOf(folder)) !== caller) return;
  throw new BadInput(`${folder}: root's files do not belong there, with sudo -H they have a place of their own`);
};

/** Makes the folder, for its owner alone. Throws BadInput where something else, or somebody else's, is in its place. */
export const ownFolder = (folder: string, caller = process.env.SUDO_UID): string => {
  refuseCallers(folder, caller);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new BadInput(`${folder}: must be a folder of your own`);
  }
  if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return folder;
};
