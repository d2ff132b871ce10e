import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../own-folder.ts";
import type { Env } from "./former.ts";
import { type Machine, thisMachine } from "./machine.ts";

const day = 86_400_000;
const lowestAge = 30 * day;

/**
 * Whether no shell can want it any more. Its age does not tell: shells live for months. That this machine was booted since does, and
 * as another may have its name, the age is asked too.
 */
export const isOrphan = (file: Machine, here: Machine): boolean =>
  file.machine === here.machine && typeof file.boot === "string" && here.boot !== null && file.boot !== here.boot;

/** Removes the sealed files that shells left behind. What cannot be read is let be. */
export const removeOrphans = (env: Env, now: number = Date.now()): void => {
  const [folder, here] = [stateFolder(env), thisMachine()];
  for (const name of readdirSync(folder)) {
    if (!/^[0-9a-f]{32}\.sealed$/.test(name)) continue;
    const path = join(folder, name);
    try {
      if (now - statSync(path).mtimeMs < lowestAge) continue;
      if (isOrphan(JSON.parse(readFileSync(path, "utf8")) as Machine, here)) rmSync(path);
    } catch {}
  }
};
