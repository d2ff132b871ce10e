import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import type { Env } from "./former.ts";

/** XDG takes a relative path for none. */
export const stateFolder = ({ XDG_STATE_HOME: state = "", HOME: home = "" }: Env): string =>
  join(isAbsolute(state) ? state : join(isAbsolute(home) ? home : homedir(), ".local", "state"), "sagewarden");

/** Makes the folder, for its owner alone. */
export const ownStateFolder = (env: Env): string => {
  const folder = stateFolder(env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new BadInput(`${folder}: must be a folder of your own`);
  }
  if ((found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return folder;
};
