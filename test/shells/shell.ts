import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A shell as it is driven here: its language for what a person would type. */
export interface Shell {
  /** As `--shell` has it. */
  name: string;
  command: readonly [string, ...string[]];
  /**
   * Functions: `put NAME FILE` and `own NAME FILE` set a variable, exported or not; `take NAME OTHER` exports what another has; `play FILE` evaluates, `attempt FILE DUMP` also
   * what may be no language at all; `look FILE` writes what programs see, `dump FILE` all that there is.
   */
  prelude: string;
}

const posixPrelude = (variables: string, attempt = 'play "$1" 2>/dev/null; dump "$2"'): string => `
put() { v=$(cat "$2"; echo x); eval "$1=\\\${v%x}"; export "$1"; unset v; }
own() { v=$(cat "$2"; echo x); eval "$1=\\\${v%x}"; unset v; }
take() { eval "$1=\\$$2"; export "$1"; }
play() { text=$(cat "$1"); eval "$text"; result=$?; unset text; return $result; }
attempt() { ${attempt}; }
drop() { unset "$@"; }
look() { env -0 >"$1.env"; }
dump() { env -0 >"$1.env"; ${variables} >"$1.variables"; }
`;

/** A syntax error within `eval` ends dash: what is left then is looked at on its way out. */
const onItsWayOut = `( place=$2; trap 'dump "$place"' EXIT; play "$1" ) 2>/dev/null`;

const fishPrelude = `
function put; set -gx $argv[1] (cat $argv[2] | string collect -N -a); end
function own; set -g $argv[1] (cat $argv[2] | string collect -N -a); end
function take; set -gx $argv[1] $$argv[2]; end
function play; cat $argv[1] | source; end
function attempt; play $argv[1] 2>/dev/null; dump $argv[2]; end
function drop; set -e -g $argv; end
function look; env -0 >$argv[1].env; end
function dump; env -0 >$argv[1].env; set -S >$argv[1].variables; end
`;

const known: readonly Shell[] = [
  { name: "bash", command: ["bash", "--norc"], prelude: posixPrelude("declare -p") },
  { name: "zsh", command: ["zsh", "-f"], prelude: posixPrelude("typeset -p") },
  { name: "sh", command: ["dash"], prelude: posixPrelude("set", onItsWayOut) },
  { name: "fish", command: ["fish", "--no-config"], prelude: fishPrelude },
];

const isInstalled = ({ command: [file] }: Shell): boolean =>
  (process.env.PATH ?? "").split(":").some((folder) => {
    try {
      accessSync(join(folder, file), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** bash is never left out. */
export const shells = known.filter((shell) => shell.name === "bash" || isInstalled(shell));
export const missing = known.filter((shell) => !shells.includes(shell)).map(({ name }) => name);

type Env = Readonly<Record<string, string>>;

/** What a shell says of itself and changes by itself. */
const volatile =
  /^(declare \S+ |typeset .*|export |readonly )?\$?(_|BASH_\w+|LINENO|PIPESTATUS|pipestatus|RANDOM|SRANDOM|SECONDS|EPOCH\w+|FUNCNAME|COLUMNS|TTYIDLE|result|status|history|argv|v|funcfiletrace|funcsourcetrace|funcstack|functrace|ZSH_\w+|CMD_DURATION|\\?\?|PPID|OPTIND|BASHPID|jobstates|jobtexts|jobdirs|fish_pid|hostname)\b/;

export const variablesIn = (path: string): string[] =>
  readFileSync(`${path}.variables`, "utf8")
    .split("\n")
    .filter((line) => !volatile.test(line));

export const environmentIn = (path: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(`${path}.env`, "utf8")
      .split("\0")
      .filter((entry) => entry !== "" && !/^(_|SHLVL|PWD|OLDPWD|LOGNAME|USER)=/.test(entry))
      .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
  );

/** One process of a shell that goes through these steps. What it printed on stderr is answered. */
export const playIn = (shell: Shell, folder: string, steps: readonly string[], env: Env): string => {
  const [file, ...args] = shell.command;
  const script = join(folder, `steps.${shell.name}`);
  writeFileSync(script, [shell.prelude, ...steps, "echo the end >&2", ""].join("\n"));
  const { stderr, error } = spawnSync(file, [...args, script], { cwd: folder, env, encoding: "utf8", maxBuffer: 1e8 });
  if (error) throw error;
  if (!stderr.endsWith("the end\n")) throw new Error(`${shell.name} did not come to the end: ${stderr.slice(-2_000)}`);
  return stderr;
};

/** A file that holds this text, by a number of its own. */
export const filesIn = (folder: string) => {
  let count = 0;
  mkdirSync(folder, { recursive: true });
  return (text: string): string => {
    count += 1;
    const path = join(folder, String(count));
    writeFileSync(path, text);
    return path;
  };
};
