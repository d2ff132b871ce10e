import { once } from "node:events";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidArgumentError } from "commander";
import { loadSettings, settingsFile } from "../settings.ts";
import type { Io, Verb } from "../verb.ts";

/** The checkout's own, wherever the command is called from. */
const usualSettings = fileURLToPath(new URL("../../sagewarden.yaml", import.meta.url));
/** How often the command looks whether whoever started it is still there. */
const watchEveryMs = 500;

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError("A port is 0 (any free one) to 65535.");
  return value;
}

function speed(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 100_000)) throw new InvalidArgumentError("A speed is a number above 0, at most 100000.");
  return value;
}

export const verb: Verb = {
  name: "lab",
  summary: "a local AWS account with the real stacks deployed in it, until Ctrl-C",
  configure(command) {
    command
      .option("--port <number>", "where the account answers (default: a free port)", port)
      .option("--speed <factor>", "how many times as fast time passes in it", speed);
  },
  async run(_args, options, io) {
    const { watchParents } = await import("../../lab/parents.ts");
    const aborting = new AbortController();
    const abort = () => aborting.abort();
    const unwatch = watchParents(watchEveryMs, abort);
    for (const signal of signals) process.on(signal, abort);
    try {
      return await serve(options, io, aborting.signal);
    } catch (cause) {
      if (aborting.signal.aborted) return 0;
      throw cause;
    } finally {
      unwatch();
      for (const signal of signals) process.off(signal, abort);
    }
  },
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Answers when the lab has been stopped, or has ended by itself. */
async function serve(options: Parameters<Verb["run"]>[1], io: Io, signal: AbortSignal): Promise<number> {
  const { startLab } = await import("../../lab/start.ts");
  const { file, named } = settingsFile(options, io);
  const config = named ? resolve(io.cwd, file) : usualSettings;
  await loadSettings({ config }, io); // wrong settings are told at once, and as such
  const lab = await startLab({
    ...(typeof options.port === "number" ? { port: options.port } : {}),
    ...(typeof options.speed === "number" ? { speed: options.speed } : {}),
    config,
    log: (line) => io.err(`${line}\n`),
    signal,
  });
  const { endpoint, region, account, stack, pid } = lab;
  const slack = lab.slack?.url;
  const answer = JSON.stringify({ endpoint, region, account, stack, pid, ...(slack && { slack }) });
  io.out(options.json ? `${answer}\n` : hint(endpoint, lab.installed.clients, slack));
  const stopped = signal.aborted ? Promise.resolve() : once(signal, "abort");
  const orderly = await Promise.race([stopped.then(() => true), lab.ended.then(() => false)]);
  await lab.stop();
  if (!orderly) io.err("the account has ended by itself\n");
  return orderly ? 0 : 1;
}

const hint = (endpoint: string, clients: string, slack: string | undefined): string =>
  [
    `The account answers at ${endpoint}. For any AWS client:`,
    "",
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
    `  export PYTHONPATH=${clients}    # boto3 with the newest SageMaker model`,
    "",
    ...(slack === undefined ? [] : [`Its Slack: ${slack}`, ""]),
    "Ctrl-C ends it and leaves nothing behind.",
    "",
  ].join("\n");
