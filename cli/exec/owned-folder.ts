import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Environment } from "#shared/aws/sts-endpoint.ts";
import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";

/** Process ids are of one machine, which containers that share the folder are not. */
const prefix = `sagewarden-exec-${encodeURIComponent(hostname())}-`;

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
};

/** Removes what processes left that were killed. */
const sweep = (place: string): void => {
  for (const name of readdirSync(place)) {
    const [, pid] = name.startsWith(prefix) ? (/^(\d+)-[^-]+$/.exec(name.slice(prefix.length)) ?? []) : [];
    if (pid === undefined || !isGone(Number(pid))) continue;
    const folder = join(place, name);
    if (lstatSync(folder, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue;
    rmSync(folder, { recursive: true, force: true });
  }
};

const made = (place: string): string => {
  const folder = mkdtempSync(join(place, `${prefix}${process.pid}-`));
  try {
    sweep(place);
  } catch {
    // what is left there is another's trouble
  }
  return folder;
};

/** A folder of this process's own, in memory where the machine has such a place. Throws BadInput where none can be made. */
export const makeOwnedFolder = (env: Environment): string => {
  const { XDG_RUNTIME_DIR = "" } = env;
  const usual = env.TMPDIR || tmpdir();
  if (isAbsolute(XDG_RUNTIME_DIR)) {
    try {
      return made(XDG_RUNTIME_DIR);
    } catch {
      // it is set for a session that is over, or for another user
    }
  }
  try {
    return made(usual);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new BadInput(
      `TMPDIR: nothing can be written to ${quoted(usual)} (${code}); allowed: a folder that you may write to`,
    );
  }
};
