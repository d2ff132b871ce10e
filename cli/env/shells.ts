import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";
import type { Syntax } from "./change.ts";
import { fish } from "./fish.ts";
import type { Env } from "./former.ts";
import { posix } from "./posix.ts";
import { powershell } from "./powershell.ts";
import { runningProcess, shellAbove, shellName } from "./shell-above.ts";

const shells: Readonly<Record<string, Syntax>> = { bash: posix, zsh: posix, sh: posix, fish, powershell };

/** What a shell is called beside the names of `--shell`. */
const others: Readonly<Record<string, Syntax>> = {
  ...{ dash: posix, ash: posix, ksh: posix, mksh: posix, lksh: posix, yash: posix, busybox: posix },
  pwsh: powershell,
};

/** Shells too, but none whose language is printed: one of them is not passed over for another further up. */
const foreign: readonly string[] = ["csh", "tcsh", "bsd-csh", "nu", "elvish"];

const allowed = Object.keys(shells).join(", ");

const isShell = (name: string): boolean =>
  Object.hasOwn(shells, name) || Object.hasOwn(others, name) || foreign.includes(name);

/** The shell that runs us. */
const ourShell = (): string | undefined => shellAbove(process.ppid, runningProcess, isShell);

/** What PowerShell gives its children is what Windows gives everybody: there SHELL, which Git Bash sets, goes before it. */
const byEnvironment = ({ SHELL, PSModulePath, OS }: Env): string => {
  if (PSModulePath && !(SHELL && OS === "Windows_NT")) return "powershell";
  return SHELL ? shellName(SHELL) : "sh";
};

/** The syntax of the shell that `--shell` names, else of the one that runs us, else of the one that the environment shows. */
export const syntaxOf = (asked: string | undefined, env: Env, findOurs = ourShell): Syntax => {
  const name = asked ?? findOurs() ?? byEnvironment(env);
  const known = asked === undefined ? { ...others, ...shells } : shells;
  if (Object.hasOwn(known, name)) return known[name] as Syntax;
  throw new BadInput(
    asked === undefined
      ? `this shell: ${quoted(name)}; allowed: --shell with one of ${allowed}`
      : `--shell: ${quoted(name)}; allowed: ${allowed}`,
  );
};
