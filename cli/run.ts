import { readFile } from "node:fs/promises";
import { Command, CommanderError, Option } from "commander";
import { answered } from "./answered.ts";
import type { Io, Verb, VerbTable } from "./verb.ts";
import { verbs } from "./verbs.ts";

const version = async (): Promise<string> => {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
};

const common = (): readonly Option[] => [
  new Option("--json", "machine output on stdout, and nothing else there"),
  new Option("--config <file>", "the settings, else SAGEWARDEN_CONFIG, else sagewarden.yaml"),
];

/** The command line without its verbs: what all of them share. */
const frame = (io: Io): Command =>
  common()
    .reduce((command, option) => command.addOption(option), new Command("sagewarden"))
    .description("keeps an AWS account's SageMaker estate owned")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();

type Done = (code: number) => void;

const addVerb = (parent: Command, verb: Verb, io: Io, done: Done): void => {
  const command = parent.command(verb.name).description(verb.summary);
  verb.configure(command);
  command.action(async () => done(await verb.run(command.args, command.optsWithGlobals(), io)));
};

/** The verbs that `isNamed`, whole; of the others the name and the summary. */
const addVerbs = async (
  parent: Command,
  table: VerbTable,
  isNamed: (name: string) => boolean,
  io: Io,
  done: Done,
): Promise<void> => {
  for (const [name, { summary, load }] of Object.entries(table)) {
    if (!isNamed(name)) {
      parent.command(name).description(summary);
      continue;
    }
    const { verb } = await load();
    if ("verbs" in verb) await addVerbs(parent.command(name).description(summary), verb.verbs, isNamed, io, done);
    else addVerb(parent, verb, io, done);
  }
};

/** The whole command line, every verb loaded: for the generated page. */
export const wholeProgram = async (io: Io): Promise<Command> => {
  const program = frame(io);
  await addVerbs(
    program,
    verbs,
    () => true,
    io,
    () => undefined,
  );
  return program;
};

/** The verb of a command line, and the verb of a group. */
const wordsIn = (argv: readonly string[]): readonly string[] =>
  argv.filter((text, index) => !text.startsWith("-") && argv[index - 1] !== "--config").slice(0, 2);

/** The names down to the verb that takes another command's line, or none. */
const takerIn = ([name = "", inner = ""]: readonly string[]): readonly string[] => {
  const takes = Object.hasOwn(verbs, name) ? verbs[name]?.takesCommand : undefined;
  if (takes === true) return [name];
  return takes?.includes(inner) ? [name, inner] : [];
};

/** The common options may stand anywhere in our own lines; here only before the other command's begins. */
const stopAtCommand = (program: Command, names: readonly string[]): void => {
  let command: Command | undefined = program;
  for (const name of names) {
    command?.enablePositionalOptions();
    command = command?.commands.find((one) => one.name() === name);
    for (const option of common()) command?.addOption(option.hideHelp());
  }
  command?.passThroughOptions();
};

const parse = async (argv: readonly string[], io: Io): Promise<number> => {
  let code = 0;
  const program = frame(io).version(await version());
  const done = (answer: number): void => {
    code = answer;
  };
  const taker = takerIn(wordsIn(argv));
  await addVerbs(program, verbs, (name) => (taker.length > 0 ? taker : argv).includes(name), io, done);
  if (taker.length > 0) stopAtCommand(program, taker);
  await program.parseAsync(argv, { from: "user" });
  return code;
};

/** Runs one command line. Answers the exit code: 0 done, 1 found or failed, 2 wrong use or bad input. */
export const run = async (argv: readonly string[], io: Io): Promise<number> =>
  answered(async () => {
    try {
      return await parse(argv, io);
    } catch (error) {
      if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
      throw error;
    }
  }, io);
