import { BadInput } from "#shared/model/errors.ts";
import type { Io } from "./verb.ts";

const lines = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

/** A reader that has seen enough (`| head`) ends us quietly. */
const endQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
};

/** Made when it is first written to: Node takes a while for each. */
const writer = (name: "stdout" | "stderr"): ((text: string) => void) => {
  let stream: NodeJS.WriteStream | undefined;
  return (text) => {
    stream ??= process[name].on("error", endQuietly);
    stream.write(lines(text));
  };
};

/** Throws BadInput where somebody removed it. */
const folder = (): string => {
  try {
    return process.cwd();
  } catch (error) {
    throw new BadInput("the working folder is gone; allowed: to run it in another", { cause: error });
  }
};

/** The process's own. */
export const processIo = (): Io => ({
  ...{ out: writer("stdout"), err: writer("stderr"), env: process.env },
  get cwd() {
    return folder();
  },
  get stdin() {
    return process.stdin;
  },
});
