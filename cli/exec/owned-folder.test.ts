import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../assume/fixture.ts";
import { makeOwnedFolder } from "./owned-folder.ts";

const all = temporaryFolder();
const placeOf = (name: string): string => {
  mkdirSync(join(all, name));
  return join(all, name);
};

test("for its owner alone, where the user's session keeps things in memory, else among temporary files", () => {
  const [runtime, temporary] = [placeOf("runtime"), placeOf("temporary")];
  const folder = makeOwnedFolder({ XDG_RUNTIME_DIR: runtime, TMPDIR: temporary });
  expect([dirname(folder), statSync(folder).mode & 0o777]).toEqual([runtime, 0o700]);
  for (const XDG_RUNTIME_DIR of [undefined, "", "run", join(runtime, "gone")]) {
    expect(dirname(makeOwnedFolder({ XDG_RUNTIME_DIR, TMPDIR: temporary }))).toBe(temporary);
  }
});

test("none can be made", () => {
  writeFileSync(join(all, "file"), "");
  expect(() => makeOwnedFolder({ TMPDIR: join(all, "file") })).toThrow(
    /^TMPDIR: nothing can be written to ".*file" \(ENOTDIR\); allowed: /,
  );
});

test("what a killed process left is removed, and nothing else", () => {
  const place = placeOf("left");
  const { pid } = spawnSync(process.execPath, ["-e", "0"]);
  const left = `sagewarden-exec-${hostname()}-${pid}-abc123`;
  const others = [`sagewarden-exec-${hostname()}-${process.pid}-abc123`, `sagewarden-exec-other-${pid}-abc123`, "x"];
  for (const name of [left, ...others]) mkdirSync(join(place, name));
  const folder = makeOwnedFolder({ TMPDIR: place });
  expect(readdirSync(place).toSorted()).toEqual([...others, basename(folder)].toSorted());
});
