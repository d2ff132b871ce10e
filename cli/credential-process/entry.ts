import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, ownFolder, stateFolder } from "../own-folder.ts";
import { keyFile } from "./key-file.ts";
import { tryLock } from "./lock.ts";
import { lockable, readPrivate, writePrivate } from "./private-files.ts";
import { makeSeal } from "./seal.ts";
import type { Kept } from "./servable.ts";

/** What is known under an entry's name: a session, or that there was none to be had. */
export type Content = { kept: Kept } | { failure: string; atMs: number };

/** One session that several processes may want at once. */
export interface Entry {
  read(): Content | undefined;
  write(content: Content): void;
  /** How to let go; nothing while another process has it. */
  tryLock(): (() => void) | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The longest that STS lets a session last. */
const longestMs = 12 * 60 * 60_000;

/** An entry in the user's own folders, or nothing where they cannot be had. Its secret is what takes the role. */
export const entryOf = (name: string, secretAccessKey: string, env: Environment): Entry | undefined => {
  try {
    const folder = ownFolder(join(cacheFolder(env), "credentials"));
    const state = ownFolder(stateFolder(env));
    const { seal, open } = makeSeal(secretAccessKey, keyFile(join(state, "credentials.key")));
    const file = join(folder, name);
    return {
      read: () => {
        const sealed = readPrivate(file);
        const text = sealed && open(name, sealed);
        return text === undefined ? undefined : (JSON.parse(text) as Content);
      },
      write: (content) => {
        writePrivate(file, seal(name, JSON.stringify(content)));
        sweep(folder, name, Date.now() - longestMs);
      },
      tryLock: () => tryLock(lockable(folder, `${name}.lock`)),
    };
  } catch {
    return undefined;
  }
};

/** Removes what no session can be in any more, and what a killed process left. Not of this entry: its lock is ours. */
const sweep = (folder: string, own: string, beforeMs: number): void => {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(own)) continue;
    const file = join(folder, name);
    if ((lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? beforeMs) >= beforeMs) continue;
    const release = name.endsWith(".lock") ? tryLock(lockable(folder, name)) : () => undefined;
    if (release === undefined) continue;
    rmSync(file, { force: true, recursive: true });
    release();
  }
};
