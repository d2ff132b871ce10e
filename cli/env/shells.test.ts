import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import type { Syntax } from "./change.ts";
import { fish } from "./fish.ts";
import { ownFolder } from "./fixture.ts";
import { type Env, formerOf } from "./former.ts";
import { posix } from "./posix.ts";
import { powershell } from "./powershell.ts";
import { syntaxOf } from "./shells.ts";

test.each<[string | undefined, string | undefined, Env, Syntax]>([
  ["bash", "fish", {}, posix],
  ["zsh", undefined, {}, posix],
  ["sh", undefined, { SHELL: "/usr/bin/fish" }, posix],
  ["fish", "bash", {}, fish],
  ["powershell", "bash", {}, powershell],
  [undefined, "fish", { SHELL: "/bin/bash" }, fish],
  [undefined, "bash", { SHELL: "/usr/bin/fish" }, posix],
  [undefined, "dash", { PSModulePath: "/opt/Modules" }, posix],
  [undefined, "pwsh", { SHELL: "/bin/bash" }, powershell],
  [undefined, undefined, {}, posix],
  [undefined, undefined, { SHELL: "" }, posix],
  [undefined, undefined, { SHELL: "/bin/zsh" }, posix],
  [undefined, undefined, { SHELL: "/usr/local/bin/fish" }, fish],
  [undefined, undefined, { SHELL: "/bin/bash", PSModulePath: "/opt/Modules" }, powershell],
  [undefined, undefined, { OS: "Windows_NT", PSModulePath: "C:\\Modules" }, powershell],
  [undefined, undefined, { OS: "Windows_NT", PSModulePath: "C:\\Modules", SHELL: "/usr/bin/bash.exe" }, posix],
  [undefined, undefined, { SHELL: "/usr/bin/pwsh" }, powershell],
])("--shell %s in %s, environment %j", (asked, ours, env, syntax) => {
  expect(syntaxOf(asked, env, () => ours)).toBe(syntax);
});

test.each<[string | undefined, string | undefined, Env, string]>([
  ["tcsh", "bash", {}, '--shell: "tcsh"; allowed: bash, zsh, sh, fish, powershell'],
  ["constructor", "bash", {}, '--shell: "constructor"'],
  [undefined, "tcsh", { SHELL: "/bin/bash" }, 'this shell: "tcsh"; allowed: --shell with one of bash'],
  [undefined, undefined, { SHELL: "/bin/tcsh" }, 'this shell: "tcsh"; allowed: --shell with one of bash'],
])("--shell %s in %s, environment %j, is refused", (asked, ours, env, why) => {
  expect(() => syntaxOf(asked, env, () => ours)).toThrow(why);
});

const secret = "wJalrXUtnFEMI/K7MDENG";
const values = formerOf({
  AWS_ACCESS_KEY_ID: "ASIA",
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_PROFILE: `it's\n${secret}\n\\`,
});
const handle = { id: "0".repeat(32), text: `handle.${secret}`, path: "/state/file" };
const repeated = { id: "1".repeat(32), path: "/state/other" };
const hidden = [secret, Buffer.from(secret).toString("base64").slice(0, -4)];
const printed = [posix, fish, powershell].map((syntax) => [
  syntax.borrow({ values, unseen: ["AWS_REGION"], handle, repeated: undefined }),
  syntax.borrow({ values, unseen: [], handle, repeated }),
  syntax.restore({ values, unseen: [], handle }),
]);
const evaluators = [
  [0, "bash", 'eval "$TEXT"'],
  [0, "zsh", 'eval "$TEXT"'],
  [0, "dash", 'eval "$TEXT"'],
  [1, "fish", "echo $TEXT | source"],
] as const;
const installed = evaluators.filter(([, file]) => file === "bash" || spawnSync(file, ["-c", "true"]).status === 0);
const HOME = ownFolder();

const evaluated = (file: string, evaluate: string, text: string) => {
  const script = file === "dash" ? `trap env EXIT; ${evaluate}` : `${evaluate}\nenv`;
  const env = { PATH: process.env.PATH ?? "", TEXT: text, AWS_PROFILE: "mine", HOME };
  const { stdout, stderr } = spawnSync(file, ["-c", script], { encoding: "utf8", env });
  return { seen: stdout.split("\n").filter((line) => /^(AWS_|SAGEWARDEN_)/.test(line)), stderr };
};

const wrong = installed.flatMap(([own, file, evaluate]) =>
  printed.flatMap((texts, of) => (of === own ? [] : texts.map((text) => [file, of, evaluate, text] as const))),
);

test.each(wrong)(
  "in %s, text that is for another shell changes nothing, and no value is printed",
  (file, _of, ...given) => {
    const { seen, stderr } = evaluated(file, ...given);
    expect(seen).toEqual(["AWS_PROFILE=mine"]);
    for (const value of hidden) expect(stderr).not.toContain(value);
    expect(stderr).not.toBe("");
  },
);
