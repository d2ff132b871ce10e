import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Longer than an account needs to stop, on a machine that does other things. */
const stopWithinMs = 60_000;

export interface Left {
  processes: string[];
  folders: string[];
}

export const nothing: Left = { processes: [], folders: [] };

/** Commands with a temporary folder of their own, by which everything that they start is found again. */
export interface Commands {
  temporary: string;
  /** In a process group of its own, as a terminal gives to a command. */
  start(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess;
  /** Every process that has the folder in its command or its environment: a lab and all that it started. */
  processes(): Promise<string[]>;
  /** What is left after as long as an account may need to stop. */
  gone(): Promise<Left>;
  /** Kills what still runs, and removes the folder. */
  end(): Promise<void>;
}

export const commands = (): Commands => {
  const temporary = mkdtempSync(join(tmpdir(), "lab-life-"));
  const started: ChildProcess[] = [];

  const start = (command: string, args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(command, args, {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TMPDIR: temporary, NODE_OPTIONS: "", HTTP_PROXY: "", ...env },
    });
    started.push(child);
    return child;
  };

  const processes = async (): Promise<string[]> => {
    const { stdout } = await run("ps", ["axeww", "-o", "pid=,stat=,command="], { maxBuffer: 1e8 });
    const rows = stdout.split("\n").filter((row) => row.includes(temporary) && !row.includes("ps axeww"));
    return rows.map((row) => row.trim().slice(0, 150)).filter((row) => !/^\d+\s+Z/.test(row));
  };

  const folders = (): string[] => readdirSync(temporary).filter((name) => name.startsWith("sagewarden-lab-"));

  const gone = async (): Promise<Left> => {
    const end = Date.now() + stopWithinMs;
    for (;;) {
      const found = { processes: await processes(), folders: folders() };
      if ((found.processes.length === 0 && found.folders.length === 0) || Date.now() > end) return found;
      await sleep(100);
    }
  };

  const end = async (): Promise<void> => {
    for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await gone();
    rmSync(temporary, { recursive: true, force: true });
  };

  return { temporary, start, processes, gone, end };
};

/** The first line that is like this; throws with all lines when the stream ends before. */
export const line = async (child: ChildProcess, stream: "stdout" | "stderr", wanted: RegExp): Promise<string> => {
  const input = child[stream];
  if (!input) throw new Error(`no ${stream}`);
  const seen: string[] = [];
  for await (const text of createInterface({ input })) {
    seen.push(text);
    if (wanted.test(text)) {
      input.resume();
      return text;
    }
  }
  throw new Error(`it ended before ${wanted}:\n${seen.join("\n")}`);
};
