import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("invoke-once.mjs", import.meta.url));

/** One cold start in a process of its own, milliseconds. */
export interface Start {
  /** Until the handler is there. */
  importMs: number;
  /** From there until it has answered its first event. */
  eventMs: number;
  /** Processor time of both, all threads. */
  cpuMs: number;
  /** The whole process, from outside. */
  wallMs: number;
  answer: unknown;
}

const textOf = async (stream: Readable): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/** Runs this Node with these arguments; answers what it wrote on descriptor 3. Throws when it fails. */
const run = async (args: readonly string[], env: Record<string, string>): Promise<{ told: string; wallMs: number }> => {
  const began = performance.now();
  const stdio = ["ignore", "ignore", "pipe", "pipe"] as const;
  const child = spawn(process.execPath, args, { env, stdio: [...stdio], timeout: 60_000 });
  const exited = once(child, "exit") as Promise<[number | null]>;
  const wall = exited.then(() => performance.now() - began);
  const [told, errors, wallMs, [code]] = await Promise.all([
    textOf(child.stdio[3] as Readable),
    textOf(child.stderr as Readable),
    wall,
    exited,
  ]);
  if (code !== 0) throw new Error(`${args[1] ?? args[0]} ended with ${code}: ${errors.slice(0, 2000)}`);
  return { told, wallMs };
};

/** `bundle`: the file that exports the handler. */
export const invokeOnce = async (bundle: string, event: unknown, env: Record<string, string>): Promise<Start> => {
  const { told, wallMs } = await run([script, bundle, JSON.stringify(event)], env);
  return { ...(JSON.parse(told) as Omit<Start, "wallMs">), wallMs };
};

/** Node that does nothing. */
export const bareStart = async (env: Record<string, string>): Promise<number> => (await run(["-e", "0"], env)).wallMs;
