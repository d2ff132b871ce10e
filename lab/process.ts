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
const clock = new URL("clock.mjs", import.meta.url).href;
/** SIGTERM and a closed stdin are answered within this time; then the whole process group is killed. */
const stopWithinMs = 5000;

export const region = "us-east-1";
export const account = "000000000000";

/** A running account: one process group, one temporary folder. */
export interface AccountProcess {
  endpoint: string;
  pid: number;
  /** Removed by the account itself when it ends, so that nothing is left when this process is killed. */
  temporary: string;
  /** What time it is in the account: epoch milliseconds. */
  now(): number;
  /** Settles when the account has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface AccountOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** How many times as fast time passes in the account. */
  speed?: number;
  /** What the account logs, line by line. */
  log(line: string): void;
}

export async function startAccount(installed: Installed, options: AccountOptions): Promise<AccountProcess> {
  const port = options.port || (await freePort());
  const temporary = await mkdtemp(join(tmpdir(), "sagewarden-lab-"));
  const time = clockOf(options.speed ?? 1);
  const when = ["--speed", String(time.speed), "--origin", String(time.origin / 1000)];
  const args = ["-B", installed.account, "--clients", installed.clients, ...when];
  const child = spawn(installed.python, args, {
    cwd: temporary,
    detached: true, // a process group of its own: Ctrl-C in the terminal reaches the command only, which ends this in order
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...environment(temporary, port), ...forFunctions(time) },
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
  return { endpoint: `http://127.0.0.1:${port}`, pid: child.pid as number, temporary, now: time.now, ended, stop };
}

interface Clock {
  speed: number;
  /** Epoch milliseconds at which it showed the wall clock's time. */
  origin: number;
  now(): number;
}

const clockOf = (speed: number): Clock => {
  const origin = Date.now();
  return { speed, origin, now: () => origin + (Date.now() - origin) * speed };
};

/** A function's Node tells the account's time; at speed 1 nothing stands between it and its own. */
const forFunctions = ({ speed, origin }: Clock): Record<string, string> =>
  speed === 1 ? {} : { NODE_OPTIONS: `--import=${clock}`, LAB_SPEED: String(speed), LAB_ORIGIN: String(origin) };

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
