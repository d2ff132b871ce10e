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

const io: Io = {
  out: writer("stdout"),
  err: writer("stderr"),
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  cwd: process.cwd(),
};

/** What an SDK waits for goes without the parser of the whole command line, where it can. */
const quickly = async (verb: string | undefined, argv: readonly string[]): Promise<number | undefined> => {
  if (verb !== "credential-process") return undefined;
  const { quickOptions } = await import("./credential-process/quick-options.ts");
  const options = quickOptions(argv);
  if (options === undefined) return undefined;
  const { answered } = await import("./answered.ts");
  return answered(async () => (await import("./credential-process/answer.ts")).answer(options, io), io);
};

const [, , ...argv] = process.argv;
const code = await quickly(argv[0], argv.slice(1));
process.exitCode = code ?? (await (await import("./run.ts")).run(argv, io));
