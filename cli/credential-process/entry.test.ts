import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { ownFolder } from "../env/fixture.ts";
import { type Content, type Entry, entryOf } from "./entry.ts";

const root = ownFolder();
let run = 0;
let env: Record<string, string> = {};
let cache = "";
beforeEach(() => {
  const home = join(root, `${run++}`);
  env = { HOME: home };
  cache = join(home, ".cache", "sagewarden", "credentials");
});

const entry = (name = "a", secret = "secret"): Entry => {
  const made = entryOf(name, secret, env);
  if (made === undefined) throw new Error("no entry");
  return made;
};
const content: Content = { failure: "hidden", atMs: 1 };
const inPlace = (name: string): string => join(cache, name);
const linkTo = (name: string): void => {
  renameSync(inPlace("a"), inPlace(name));
  symlinkSync(name, inPlace("a"));
};

test("what is written is read, by the next process too; no byte of it can be", () => {
  entry().write(content);
  expect(entry().read()).toEqual(content);
  expect(readFileSync(inPlace("a"), "latin1")).not.toContain("hidden");
});

test("only its owner can look: folders 0700, files 0600", () => {
  const one = entry();
  one.write(content);
  one.tryLock()?.();
  const state = join(env.HOME ?? "", ".local", "state", "sagewarden");
  const modes = [cache, inPlace("a"), inPlace("a.lock"), state, join(state, "credentials.key")].map(
    (path) => statSync(path).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o600, 0o600, 0o700, 0o600]);
  expect(readdirSync(cache).toSorted()).toEqual(["a", "a.lock"]);
});

describe("as if absent, and replaced", () => {
  test.each<[string, () => void]>([
    ["altered", () => writeFileSync(inPlace("a"), Buffer.concat([readFileSync(inPlace("a")), Buffer.of(1)]))],
    ["of another entry", () => renameSync(inPlace("b"), inPlace("a"))],
    ["others could have read it", () => chmodSync(inPlace("a"), 0o644)],
    ["a link to one that is right", () => linkTo("c")],
    [
      "of another version",
      () => writeFileSync(inPlace("a"), "sagewarden-credentials-0\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
    ],
    ["empty", () => writeFileSync(inPlace("a"), "")],
  ])("%s", (_what, spoil) => {
    entry("b").write(content);
    entry().write(content);
    spoil();
    expect(entry().read()).toBeUndefined();
    entry().write(content);
    expect(entry().read()).toEqual(content);
  });

  test("another's secret, or another machine's key", () => {
    entry().write(content);
    expect(entry("a", "other").read()).toBeUndefined();
    writeFileSync(join(env.HOME ?? "", ".local", "state", "sagewarden", "credentials.key"), Buffer.alloc(32));
    expect(entry().read()).toBeUndefined();
  });
});

test("one holder of an entry, others of others", () => {
  const release = entry("a").tryLock();
  expect(entry("a").tryLock()).toBeUndefined();
  const other = entry("b").tryLock();
  expect(other).toBeDefined();
  other?.();
  release?.();
});

test("what no session can be in any more goes, and what a killed process left; a lock that is held stays", () => {
  entry("old").write(content);
  writeFileSync(inPlace("left.0123456789abcdef.new"), "");
  entry("free").tryLock()?.();
  const release = entry("held").tryLock();
  const own = entry("new").tryLock();
  for (const name of readdirSync(cache)) utimesSync(inPlace(name), 1, 1);
  entry("new").write(content);
  expect(readdirSync(cache).toSorted()).toEqual(["held.lock", "new", "new.lock"]);
  release?.();
  own?.();
});

test.each<[string, () => void]>([
  ["a link leads to the folder", () => symlinkSync(root, cache)],
  ["a file is in the folder's place", () => writeFileSync(cache, "")],
])("no entry where %s", (_what, place) => {
  mkdirSync(join(cache, ".."), { recursive: true });
  place();
  expect(entryOf("a", "secret", env)).toBeUndefined();
});
