import { basename } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";
import type { Syntax } from "./change.ts";
import { fish } from "./fish.ts";
import type { Env } from "./former.ts";
import { posix } from "./posix.ts";
import { powershell } from "./powershell.ts";

const shells: Readonly<Record<string, Syntax>> = { bash: posix, zsh: posix, sh: posix, fish, powershell };

/** What `SHELL` may end with, beside the names of `--shell`. */
const others: Readonly<Record<string, Syntax>> = { dash: posix, ash: posix, ksh: posix, mksh: posix, pwsh: powershell };

const allowed = Object.keys(shells).join(", ");

/** What PowerShell gives its children is what Windows gives everybody: there SHELL, which Git Bash sets, goes before it. */
const guessed = ({ SHELL, FISH_VERSION, PSModulePath, OS }: Env): string => {
  if (FISH_VERSION) return "fish";
  if (PSModulePath && !(SHELL && OS === "Windows_NT")) return "powershell";
  return SHELL ? basename(SHELL).replace(/\.exe$/, "") : "sh";
};

/** The syntax of the shell that `--shell` names, else of the one that the environment shows. */
export const syntaxOf = (asked: string | undefined, env: Env): Syntax => {
  const name = asked ?? guessed(env);
  const known = asked === undefined ? { ...others, ...shells } : shells;
  if (Object.hasOwn(known, name)) return known[name] as Syntax;
  const place = asked === undefined ? "SHELL" : "--shell";
  throw new BadInput(
    `${place}: ${quoted(name)}; allowed: ${asked === undefined ? "--shell with one of " : ""}${allowed}`,
  );
};
