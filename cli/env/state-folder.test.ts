import { chmodSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ownFolder } from "./fixture.ts";
import { ownStateFolder, stateFolder } from "./state-folder.ts";

const folder = ownFolder();

test.each([
  [{ XDG_STATE_HOME: "/state", HOME: "/home/alice" }, "/state/sagewarden"],
  [{ HOME: "/home/alice" }, "/home/alice/.local/state/sagewarden"],
  [{ XDG_STATE_HOME: "state", HOME: "/home/alice" }, "/home/alice/.local/state/sagewarden"],
])("%j: %s", (env, path) => {
  expect(stateFolder(env)).toBe(path);
});

test("the folder is its owner's alone, also where others could look into it before", () => {
  const env = { XDG_STATE_HOME: join(folder, "deep", "state") };
  expect(statSync(ownStateFolder(env)).mode & 0o777).toBe(0o700);
  chmodSync(stateFolder(env), 0o755);
  expect(statSync(ownStateFolder(env)).mode & 0o777).toBe(0o700);
});

test("a link in its place is refused", () => {
  const env = { XDG_STATE_HOME: join(folder, "linked") };
  mkdirSync(env.XDG_STATE_HOME);
  symlinkSync(folder, stateFolder(env));
  expect(() => ownStateFolder(env)).toThrow("must be a folder of your own");
});
