import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { fish, fishQuoted } from "./fish.ts";
import { ownFolder } from "./fixture.ts";
import { formerOf } from "./former.ts";

test.each([
  ["", "''"],
  ["a b", "'a b'"],
  ["it's", "'it\\'s'"],
  ["\\'", "'\\\\\\''"],
  ["(x)$y\n", "'(x)$y\n'"],
])("%j is %s", (text, quoted) => {
  expect(fishQuoted(text)).toBe(quoted);
});

test("a NUL is refused", () => {
  expect(() => fishQuoted("a\0")).toThrow("NUL");
});

const id = "0".repeat(32);
const region = formerOf({ AWS_REGION: "r" });
const HOME = ownFolder();
mkdirSync(`${HOME}/.config`);

const isInstalled = spawnSync("fish", ["--version"]).status === 0;

/** In a fish with these universal variables. */
const evaluate = (universal: string, texts: readonly string[]) =>
  spawnSync(
    "fish",
    ["-c", `${universal}; for text in $argv; echo $text | source; echo $status; env | grep ^AWS_; end`, ...texts],
    {
      ...{ encoding: "utf8", env: { PATH: process.env.PATH, HOME, LC_ALL: "C.UTF-8" } },
    },
  );

test(isInstalled ? "a universal variable shows again" : "fish is not installed here", () => {
  if (!isInstalled) return;
  const borrow = fish.borrow({ values: region, unseen: [], handle: { id, text: "h" }, repeated: undefined });
  const restore = fish.restore({
    values: formerOf({ AWS_REGION: "home" }),
    unseen: [],
    handle: { id, path: `${HOME}/none` },
  });
  const { stdout } = evaluate("set -Ux AWS_REGION home", [borrow, restore, "set -S AWS_REGION | grep -c global"]);
  expect(stdout).toBe("0\nAWS_REGION=r\n0\nAWS_REGION=home\n0\n1\nAWS_REGION=home\n");
});

test(
  isInstalled ? "one that would have to be hidden is refused before anything is changed" : "and nothing is asked of it",
  () => {
    if (!isInstalled) return;
    const borrow = fish.borrow({ values: region, unseen: [], handle: { id, text: "h" }, repeated: undefined });
    const { stdout, stderr } = evaluate("set -Ux AWS_PROFILE work; set -e -U AWS_REGION", [borrow]);
    expect(stdout).toBe("1\nAWS_PROFILE=work\n");
    expect(stderr).toContain("universal variables cannot be hidden from programs, and nothing was changed");
  },
);
