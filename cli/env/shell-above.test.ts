import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ownFolder } from "./fixture.ts";
import { type Running, runningProcess, shellAbove, shellName } from "./shell-above.ts";

test.each([
  ["/usr/bin/bash", "bash"],
  ["-zsh", "zsh"],
  ["/bin/zsh-5.9", "zsh"],
  ["/bin/ksh93", "ksh"],
  ["/opt/powershell/7/pwsh", "pwsh"],
  ["/usr/bin/fish (deleted)", "fish"],
  ["/usr/bin/node", "node"],
])("%s is %s", (program, name) => {
  expect(shellName(program)).toBe(name);
});

const isShell = (name: string): boolean => ["bash", "dash", "fish"].includes(name);

type Chain = readonly (readonly [program: string, title?: string])[];

/** From the one that started us upwards. */
const above = (chain: Chain): string | undefined =>
  shellAbove(
    10,
    (pid): Running | undefined => {
      const [program, title = program] = chain[pid - 10] ?? [];
      return program === undefined || title === undefined ? undefined : { program, title, parent: pid + 1 };
    },
    isShell,
  );

test.each<[string, Chain, string | undefined]>([
  ["the shell itself", [["/usr/bin/fish"], ["/usr/bin/bash"]], "fish"],
  ["a script, by who reads it", [["/usr/bin/bash", "deploy.sh"], ["/usr/bin/fish"]], "bash"],
  [
    "npx, whose own shell reads nothing",
    [["/usr/bin/dash", "sh"], ["/bin/node", "npm exec sagewa"], ["/bin/fish"]],
    "fish",
  ],
  ["npx where no shell is left of it", [["/bin/node", "npm exec sagewa"], ["/bin/fish"]], "fish"],
  ["a shell within exec", [["/usr/bin/bash"], ["/bin/node", "node"], ["/bin/fish"]], "bash"],
  ["a program between", [["/usr/bin/sudo"], ["/bin/fish"]], "fish"],
  ["none", [["/usr/bin/init"]], undefined],
  ["too far up", [...Array<[string]>(8).fill(["/bin/a"]), ["/bin/bash"]], undefined],
])("%s", (_what, chain, shell) => {
  expect(above(chain)).toBe(shell);
});

test("a process of this machine, and one that is not there", () => {
  expect(runningProcess(process.pid)).toMatchObject({ parent: process.ppid });
  expect(runningProcess(2 ** 30)).toBeUndefined();
});

const modulePath = join(import.meta.dirname, "shell-above.ts");
const folder = ownFolder();
const asking = `${process.execPath} ${join(folder, "ask.mjs")}`;
writeFileSync(
  join(folder, "ask.mjs"),
  `import { runningProcess, shellAbove } from ${JSON.stringify(modulePath)};
console.log(shellAbove(process.ppid, runningProcess, (name) => ["bash", "zsh", "dash", "fish"].includes(name)));`,
);

/** As the shell itself, and as what reads a script. SHELL says nothing of it. */
const shells = ["bash", "zsh", "dash", "fish"].filter((file) => spawnSync(file, ["-c", "true"]).status === 0);

test.each(shells)("in %s and in its script", (file) => {
  const script = join(folder, "deploy.sh");
  writeFileSync(script, `#!/usr/bin/env ${file}\n${asking}\ntrue\n`);
  chmodSync(script, 0o755);
  const env = { PATH: process.env.PATH ?? "", HOME: folder, SHELL: "/bin/tcsh" };
  const run = (args: readonly [string, ...string[]]) =>
    spawnSync(args[0], args.slice(1), { env, encoding: "utf8" }).stdout;
  expect(run([file, "-c", `${asking}; true`])).toBe(`${file}\n`);
  expect(run(["bash", "-c", `${script}; true`])).toBe(`${file}\n`);
});
