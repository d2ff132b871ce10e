import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { formerOf } from "./former.ts";
import { posix, posixQuoted } from "./posix.ts";

test.each([
  ["", "''"],
  ["a b", "'a b'"],
  ["it's", `'it'\\''s'`],
  ["$(x)`y`\\\n!", "'$(x)`y`\\\n!'"],
])("%j is %s", (text, quoted) => {
  expect(posixQuoted(text)).toBe(quoted);
});

test("a NUL is refused", () => {
  expect(() => posixQuoted("a\0")).toThrow("NUL");
});

const text = posix.borrow({
  values: formerOf({ AWS_ACCESS_KEY_ID: "ASIA", AWS_SECRET_ACCESS_KEY: "s", AWS_REGION: "r" }),
  unseen: ["AWS_PROFILE"],
  handle: { id: "0".repeat(32), text: "handle" },
  repeated: undefined,
});

const evaluate = (before: string, after: string) =>
  spawnSync("bash", ["--norc", "-c", `${before}\neval "$TEXT"; code=$?\n${after}`], {
    ...{ encoding: "utf8", env: { PATH: process.env.PATH, TEXT: text } },
  });

test("in a shell with a read-only variable nothing is changed, and what stands after && is not run", () => {
  const { stdout, stderr } = evaluate(
    "readonly AWS_PROFILE=mine",
    `echo "$code $AWS_PROFILE [$(env | grep -c ^AWS_)]"`,
  );
  expect(stdout).toBe("1 mine [0]\n");
  expect(stderr).toContain("this shell cannot change its AWS variables: nothing was changed. One is read-only");
});

test.each(["export() { echo no; }", "unset() { :; }", "export() { return 1; }"])(
  "with a function %s nothing is changed either",
  (before) => {
    const { stdout, stderr } = evaluate(before, `echo "$code [$(env | grep -c ^AWS_)] \${__sagewarden_id-none}"`);
    expect(stdout).toBe("1 [0] none\n");
    expect(stderr).toContain("or export or unset is a function here");
  },
);

test("functions of these names that do the same are no reason", () => {
  const functions = 'export() { builtin export "$@"; }; unset() { builtin unset "$@"; }';
  expect(evaluate(functions, 'echo "$code $AWS_ACCESS_KEY_ID"').stdout).toBe("0 ASIA\n");
});

test("set -euao pipefail stays as it was, and exports nothing that we keep", () => {
  const { stdout, stderr } = evaluate(
    "AWS_PROFILE=own; set -euao pipefail",
    'echo "$code $-"; env -0 | grep -zc ^__sagewarden_ || :',
  );
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^0 ae\w*u\w*\n0\n$/), stderr: "" });
});

test("aliases and quotes that somebody forgot change nothing", () => {
  const aliases = "shopt -s expand_aliases; alias unset='echo no' export='echo no' set='echo no' rm='echo no'";
  expect(evaluate(aliases, 'echo "$AWS_ACCESS_KEY_ID"').stdout).toBe("ASIA\n");
  expect(evaluate("eval $TEXT", 'echo "$AWS_ACCESS_KEY_ID"').stdout).toBe("ASIA\n");
});
