import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";
import { type Env, formerOf } from "./former.ts";
import type { Remembered } from "./sealed.ts";

/** For tests: a folder of the file's own, removed after it. */
export const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-env-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const remembered = (env: Env = {}, over: Partial<Remembered> = {}): Remembered => ({
  former: formerOf(env),
  ...{ role: "arn:aws:iam::111122223333:role/sales", sessionName: "alice" },
  ...{ accessKeyId: "ASIASALES", expiresAt: "2026-07-01T11:00:00.000Z" },
  ...{ lifeMs: 3_600_000, lentAt: { wallMs: Date.parse("2026-07-01T10:00:00.000Z"), upMs: 50_000, boot: "this" } },
  ...over,
});

/** For tests: runs this as a module in a process of its own for which every disk is full. What it printed on stderr. */
export const onFullDisk = (module: string): string => {
  const argv = [process.execPath, "--input-type=module", "--eval", module];
  return spawnSync("sh", ["-c", 'ulimit -f 0; exec "$@"', "sh", ...argv], { encoding: "utf8" }).stderr;
};
