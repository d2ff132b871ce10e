import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

/** How a child ended. `notFound` and `notExecutable` are what `env` and shells answer for them. */
export type Ended =
  | { how: "exited"; code: number }
  | { how: "killed"; signal: NodeJS.Signals; code: number }
  | { how: "never began"; code: number; why: string };

/** From a terminal they go to the child too, by themselves: twice would be once too often. */
const ofTerminal: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"];
const forwarded: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"];

const whyNot: Readonly<Record<string, { code: number; why: string }>> = {
  ENOENT: { code: 127, why: "there is no such command" },
  ENOTDIR: { code: 127, why: "there is no such command" },
};

interface Started {
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Whether this process is at a terminal. */
  isAtTerminal: boolean;
}

/** Runs it with our own stdin, stdout and stderr, without a shell, until it ends. Signals go on to it. */
export const runChild = async (file: string, args: readonly string[], started: Started): Promise<Ended> => {
  try {
    const [code, signal] = await lifeOf(file, args, started);
    if (signal !== null) return { how: "killed", signal, code: 128 + constants.signals[signal] };
    return { how: "exited", code: code ?? 1 };
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    return { how: "never began", ...(whyNot[code] ?? { code: 126, why: `it cannot be run (${code || message})` }) };
  }
};

type End = [code: number | null, signal: NodeJS.Signals | null];

const lifeOf = async (file: string, args: readonly string[], { isAtTerminal, ...started }: Started): Promise<End> => {
  let child: ChildProcess | undefined;
  const passOn = (signal: NodeJS.Signals): void => void child?.kill(signal);
  const leave = (): void => undefined;
  const handlers = [
    ...forwarded.map((signal) => [signal, passOn] as const),
    ...ofTerminal.map((signal) => [signal, isAtTerminal ? leave : passOn] as const),
  ];
  // Before it is there: one that comes meanwhile would end us alone.
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    child = spawn(file, args, { ...started, stdio: "inherit" });
    return (await once(child, "close")) as End;
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
};
