import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Installed } from "./install.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const binaries = join(root, "node_modules", ".bin");
const clockModule = new URL("clock.mjs", import.meta.url).href;
/** SIGTERM and a closed stdin are answered within this time; then the whole process group is killed. */
const stopWithinMs = 5000;

export const region = "us-east-1";
export const account = "000000000000";

export interface Clock {
  /** What time it is in the account: epoch milliseconds. */
  now(): number;
  /** Where it was started with a speed: another from now on, without a jump. */
  setSpeed(speed: number): Promise<void>;
  /** So many seconds have passed at once. What is scheduled every few minutes runs once for it, not hundreds of times. */
  skip(seconds: number): Promise<void>;
}

/** A running account: one process group, one temporary folder. */
export interface AccountProcess extends Clock {
  endpoint: string;
  pid: number;
  /** Removed by the account itself when it ends, so that nothing is left when this process is killed. */
  temporary: string;
  /** Settles when the account has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface AccountOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** How many times as fast time passes in the account. Absent: it is the wall clock's, and stays so. */
  speed?: number;
  /** What the account logs, line by line. */
  log(line: string): void;
}

export async function startAccount(installed: Installed, options: AccountOptions): Promise<AccountProcess> {
  const port = options.port || (await freePort());
  const temporary = await mkdtemp(join(tmpdir(), "sagewarden-lab-"));
  const told = join(temporary, "clock.json");
  const pace = options.speed === undefined ? [] : ["--speed", String(options.speed), "--clock", told];
  const args = ["-B", installed.account, "--clients", installed.clients, ...pace];
  const child = spawn(installed.python, args, {
    cwd: temporary,
    detached: true, // a process group of its own: Ctrl-C in the terminal reaches the command only, which ends this in order
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...environment(temporary, port), ...(pace.length > 0 && forFunctions(told)) },
  });
  const lines: string[] = [];
  readLines(child, (line) => {
    lines.push(line);
    options.log(line);
  });
  const ended = once(child, "exit").then(() => rm(temporary, { recursive: true, force: true }));
  const stop = () => stopAccount(child, ended);
  if (!(await isReady(child, ended))) {
    await stop();
    throw new Error(`the local account did not start on port ${port}:\n${lines.slice(-10).join("\n")}`);
  }
  const endpoint = `http://127.0.0.1:${port}`;
  const clock = await clockOf(endpoint).catch(async (cause: unknown) => {
    await stop();
    throw cause;
  });
  return { endpoint, pid: child.pid as number, temporary, ...clock, ended, stop };
}

/** The account's clock: read when it starts and when it is changed. */
export const clockOf = async (endpoint: string): Promise<Clock> => {
  const ask = async (init?: RequestInit): Promise<{ real: number; lab: number; speed: number }> => {
    const answer = await fetch(`${endpoint}/_lab/clock`, init);
    if (!answer.ok) throw new Error(`the account's clock: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { real: number; lab: number; speed: number };
  };
  let known = await ask();
  const change = async (body: object): Promise<void> => {
    known = await ask({ method: "POST", body: JSON.stringify(body) });
  };
  return {
    now: () => known.lab + (Date.now() - known.real) * known.speed,
    setSpeed: (speed) => change({ speed }),
    skip: (seconds) => change({ skip: seconds }),
  };
};

/** A function's Node tells the account's time. */
const forFunctions = (told: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=${clockModule}`,
  LAB_CLOCK: told,
});

/** All that the account, hence each function, sees of this machine's environment. */
function environment(temporary: string, port: number): Record<string, string> {
  return {
    ...quiet,
    ...base(temporary),
    GATEWAY_PORT: String(port),
    BIND_HOST: "127.0.0.1",
    MINISTACK_HOST: "127.0.0.1",
    AUTH: "true",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    LOG_LEVEL: process.env.SAGEWARDEN_LAB_LOG ?? "WARNING",
  };
}

/** Listeners that nobody asked for, on fixed ports. */
const quiet = { IOT_MTLS_ENABLED: "0", SFTP_ENABLED: "0", LAMBDA_EXECUTOR: "local" };

/** Nothing of the user's: a home and a temporary folder of the lab's own, the project's own Node first. */
export function base(temporary: string): Record<string, string> {
  return {
    PATH: [binaries, process.env.PATH ?? ""].join(delimiter),
    HOME: temporary,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    ...(process.env.SYSTEMROOT === undefined ? {} : { SYSTEMROOT: process.env.SYSTEMROOT }),
  };
}

function readLines(child: ChildProcess, log: (line: string) => void): void {
  if (child.stderr) createInterface({ input: child.stderr }).on("line", log);
  child.stdin?.on("error", () => {}); // it ended before its stdin was closed
}

async function isReady(child: ChildProcess, ended: Promise<void>): Promise<boolean> {
  if (!child.stdout) return false;
  const output = createInterface({ input: child.stdout });
  const ready = new Promise<boolean>((settle) => {
    output.on("line", (line) => line === "ready" && settle(true));
  });
  const failed = once(child, "error").then(() => false);
  return await Promise.race([ready, failed, ended.then(() => false)]);
}

async function stopAccount(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.stdin?.end();
  const timer = setTimeout(() => child.pid && killGroup(child.pid), stopWithinMs);
  await ended;
  clearTimeout(timer);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // it has ended in between
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
