import { readFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import { BadInput } from "#shared/model/errors.ts";
import { describeFailure, framesOf } from "./failure.ts";
import type { Io, Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

const version = async (): Promise<string> => {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
};

/** The command line without its verbs: what all of them share. */
const frame = (io: Io): Command =>
  new Command("sagewarden")
    .description("keeps an AWS account's SageMaker estate owned")
    .option("--json", "machine output on stdout, and nothing else there")
    .option("--config <file>", "the settings, else SAGEWARDEN_CONFIG, else sagewarden.yaml")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();

const addVerb = (program: Command, verb: Verb, io: Io, done: (code: number) => void): void => {
  const command = program.command(verb.name).description(verb.summary);
  verb.configure(command);
  command.action(async () => done(await verb.run(command.args, command.optsWithGlobals(), io)));
};

/** The whole command line, every verb loaded: for the generated page. */
export const wholeProgram = async (io: Io): Promise<Command> => {
  const program = frame(io);
  for (const { load } of Object.values(verbs)) addVerb(program, (await load()).verb, io, () => undefined);
  return program;
};

const parse = async (argv: readonly string[], io: Io): Promise<number> => {
  let code = 0;
  const program = frame(io).version(await version());
  for (const [name, { summary, load }] of Object.entries(verbs)) {
    if (argv.includes(name)) {
      addVerb(program, (await load()).verb, io, (answer) => {
        code = answer;
      });
    } else program.command(name).description(summary);
  }
  await program.parseAsync(argv, { from: "user" });
  return code;
};

/** Runs one command line. Answers the exit code: 0 done, 1 found or failed, 2 wrong use or bad input. */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  try {
    return await parse(argv, io);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof BadInput) {
      io.err(error.message);
      return 2;
    }
    io.err(`sagewarden: ${describeFailure(error)}`);
    if (io.env.SAGEWARDEN_DEBUG && error instanceof Error) io.err(framesOf(error));
    return 1;
  }
};
