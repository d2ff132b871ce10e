import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ownFolder as ofThisTest } from "./env/fixture.ts";
import { cacheFolder, ownFolder, stateFolder } from "./own-folder.ts";

const folder = ofThisTest();

test.each([
  [{ XDG_STATE_HOME: "/state", HOME: "/home/alice" }, "/state/sagewarden"],
  [{ HOME: "/home/alice" }, "/home/alice/.local/state/sagewarden"],
  [{ XDG_STATE_HOME: "state", HOME: "/home/alice" }, "/home/alice/.local/state/sagewarden"],
])("%j: %s", (env, path) => {
  expect(stateFolder(env)).toBe(path);
});

test("what can be made again is apart from what has to stay", () => {
  expect(cacheFolder({ XDG_CACHE_HOME: "/cache", HOME: "/home/alice" })).toBe("/cache/sagewarden");
  expect(cacheFolder({ HOME: "/home/alice" })).toBe("/home/alice/.cache/sagewarden");
});

test("the folder is its owner's alone, also where others could look into it before", () => {
  const env = { XDG_STATE_HOME: join(folder, "deep", "state") };
  expect(statSync(ownFolder(stateFolder(env))).mode & 0o777).toBe(0o700);
  chmodSync(stateFolder(env), 0o755);
  expect(statSync(ownFolder(stateFolder(env))).mode & 0o777).toBe(0o700);
});

test("a link in its place is refused", () => {
  const env = { XDG_STATE_HOME: join(folder, "linked") };
  mkdirSync(env.XDG_STATE_HOME);
  symlinkSync(folder, stateFolder(env));
  expect(() => ownFolder(stateFolder(env))).toThrow("must be a folder of your own");
});

const isRoot = process.getuid?.() === 0;

test.each([
  ["of who called sudo", "12345", true],
  ["of who is root already", "0", false],
  ["of nobody", undefined, false],
])("root in the home %s", (what, caller, refused) => {
  if (!isRoot) return; // only root can give a folder away
  const home = join(folder, what.replaceAll(" ", "-"));
  mkdirSync(home);
  chownSync(home, 12345, 12345);
  const make = () => ownFolder(stateFolder({ HOME: home }), caller);
  if (refused) expect(make).toThrow("root's files do not belong there");
  else expect(make()).toContain(home);
  expect(existsSync(join(home, ".local"))).toBe(!refused);
});

test("in its own home who called by sudo -H has its folder", () => {
  if (isRoot) expect(ownFolder(stateFolder({ HOME: join(folder, "root") }), "12345")).toContain("root");
});

(isRoot ? test : test.skip)("a user whom the machine does not know is told what to name", () => {
  const script = `const { stateFolder } = await import(${JSON.stringify(import.meta.resolve("./own-folder.ts"))});
    try { stateFolder({}) } catch ({ name, message }) { console.log(name, message) }`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    uid: 54_321,
    env: {},
    encoding: "utf8",
  });
  expect(run.stdout).toMatch(/^BadInput HOME: this user has no folder; allowed: HOME or XDG_STATE_HOME/);
});
