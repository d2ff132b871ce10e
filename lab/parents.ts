import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isAlive } from "./lock.ts";

/** npx and its like, by what they are run as: they do not pass signals on to what they start. */
const runner = /^(npm|npx|yarn|pnpm|bun)\b|^\S*node\S* \S*(npm|npx|yarn|pnpm)\S*( |$)/;
/** The shell that they put in between. */
const shell = /^\S*\b(sh|bash|dash|zsh) -c /;

/**
 * Calls `gone` once when the parent, or the runner (npx, npm and their shells) above it, has ended: they are killed without
 * telling what they started. Answers what stops the watching.
 */
export function watchParents(everyMs: number, gone: () => void): () => void {
  const parent = process.ppid;
  const watched = parent > 1 ? [parent, ...runnersAbove(parent)] : [];
  const timer = setInterval(() => {
    if (process.ppid === parent && watched.every(isAlive)) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  return () => clearInterval(timer);
}

/** The ancestors of `pid` that are runners, as long as there is nothing but runners and their shells in between. */
function runnersAbove(pid: number): number[] {
  const found: number[] = [];
  let current = processOf(pid);
  while (current !== null && (runner.test(current.command) || shell.test(current.command)) && current.parent > 1) {
    const above = processOf(current.parent);
    if (above === null || !runner.test(above.command)) break;
    found.push(current.parent);
    current = above;
  }
  return found;
}

function processOf(pid: number): { parent: number; command: string } | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return { parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]), command };
  } catch {
    return processByPs(pid);
  }
}

/** Where there is no /proc. */
function processByPs(pid: number): { parent: number; command: string } | null {
  try {
    const line = execFileSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const [parent = "", ...command] = line.split(/\s+/);
    return { parent: Number(parent), command: command.join(" ") };
  } catch {
    return null;
  }
}
