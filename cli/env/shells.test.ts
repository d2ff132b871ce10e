import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { fish } from "./fish.ts";
import { ownFolder } from "./fixture.ts";
import { formerOf } from "./former.ts";
import { posix } from "./posix.ts";
import { powershell } from "./powershell.ts";
import { syntaxOf } from "./shells.ts";

test.each([
  ["bash", {}, posix],
  ["zsh", {}, posix],
  ["sh", { SHELL: "/usr/bin/fish" }, posix],
  ["fish", {}, fish],
  ["powershell", {}, powershell],
  [undefined, {}, posix],
  [undefined, { SHELL: "" }, posix],
  [undefined, { SHELL: "/bin/zsh" }, posix],
  [undefined, { SHELL: "/usr/local/bin/fish" }, fish],
  [undefined, { SHELL: "/bin/bash", FISH_VERSION: "3.6.0" }, fish],
  [undefined, { SHELL: "/bin/bash", PSModulePath: "/opt/Modules" }, powershell],
  [undefined, { OS: "Windows_NT", PSModulePath: "C:\\Modules" }, powershell],
  [undefined, { OS: "Windows_NT", PSModulePath: "C:\\Modules", SHELL: "/usr/bin/bash.exe" }, posix],
  [undefined, { SHELL: "/usr/bin/pwsh" }, powershell],
])("--shell %s in %j", (asked, env, syntax) => {
  expect(syntaxOf(asked, env)).toBe(syntax);
});

test.each([
  ["tcsh", {}, '--shell: "tcsh"; allowed: bash, zsh, sh, fish, powershell'],
  ["constructor", {}, '--shell: "constructor"'],
  [undefined, { SHELL: "/bin/tcsh" }, 'SHELL: "tcsh"; allowed: --shell with one of bash'],
])("--shell %s in %j is refused", (asked, env, why) => {
  expect(() => syntaxOf(asked, env)).toThrow(why);
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
