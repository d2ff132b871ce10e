import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** A process that runs. */
export interface Running {
  /** Of its program: `bash` also for a script that bash reads. */
  program: string;
  /** What it calls itself. */
  title: string;
  parent: number;
}

/** `/usr/bin/zsh-5.9`, `-bash`, `ksh93`, `pwsh.exe`: by the name that people use. */
export const shellName = (program: string): string =>
  basename(program)
    .replace(/^-/, "")
    .replace(/ \(deleted\)$/, "")
    .replace(/\.exe$/, "")
    .replace(/[-.\d]+$/, "");

/** npx starts a shell of its own for every command. */
const isOfNpx = (above: Running | undefined): boolean => above !== undefined && /^(npm|npx)\b/.test(above.title);

/** Higher up nobody reads what we print. */
const mostSteps = 8;

/** The first of these shells above a process: it reads what we print. */
export const shellAbove = (
  start: number,
  running: (pid: number) => Running | undefined,
  isShell: (name: string) => boolean,
): string | undefined => {
  let one = running(start);
  for (let step = 0; one !== undefined && step < mostSteps; step += 1) {
    const above = one.parent > 1 ? running(one.parent) : undefined;
    const name = shellName(one.program);
    if (isShell(name) && !isOfNpx(above)) return name;
    one = above;
  }
  return undefined;
};

const byProc = (pid: number): Running => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [start, end] = [stat.indexOf("("), stat.lastIndexOf(")")];
  const title = stat.slice(start + 1, end);
  const parent = Number(stat.slice(end + 2).split(" ")[1]);
  try {
    return { program: readlinkSync(`/proc/${pid}/exe`), title, parent };
  } catch {
    return { program: title, title, parent }; // another user's
  }
};

const byPs = (pid: number): Running | undefined => {
  const { stdout } = spawnSync("ps", ["-o", "ppid=", "-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  const [, parent, title, program] = /^\s*(\d+)\s+((\S+).*)/.exec(stdout ?? "") ?? [];
  return title === undefined || program === undefined ? undefined : { program, title, parent: Number(parent) };
};

/** Nothing where the system does not tell. */
export const runningProcess = (pid: number): Running | undefined => {
  if (process.platform === "win32") return undefined;
  try {
    return process.platform === "linux" ? byProc(pid) : byPs(pid);
  } catch {
    return undefined;
  }
};
