import type { Command } from "commander";
import { wholeProgram } from "../cli/run.ts";
import type { Io } from "../cli/verb.ts";
import { page } from "./generate-docs.ts";

export const cliPage = "docs/cli.md";

const silent: Io = {
  out: () => undefined,
  err: () => undefined,
  stdin: (async function* nothing() {})(),
  env: {},
  cwd: ".",
};

const width = { helpWidth: 110, showGlobalOptions: true };

/** Of a verb, and of its own verbs below it. */
const section = (command: Command, above: readonly string[] = []): string[] => {
  const path = [...above, command.name()];
  return [
    `##${"#".repeat(above.length)} ${path.join(" ")}`,
    "",
    "```",
    command.configureHelp(width).helpInformation().trimEnd(),
    "```",
    "",
    ...command.commands.flatMap((inner) => section(inner, path)),
  ];
};

/** `docs/cli.md`: the help of every verb. */
export const generateCliPage = async (): Promise<string> => {
  const program = await wholeProgram(silent);
  return page("The command line: `npx sagewarden`", "cli/", [
    "Exit codes: 0 done; 1 something was found, refused or failed; 2 wrong use or bad input, with a message that names the input, the place in it",
    "and what is allowed. Findings of `replay` and `explain` are what was asked for, so they make 1 only with `--fail-on`",
    "([why](decisions/008-replay-exits-0.md)). With `--json` stdout holds machine output and nothing else; progress and prose go to stderr.",
    "The AWS region, profile and endpoint are the SDK's usual ones (`AWS_REGION`, `AWS_PROFILE`, `AWS_ENDPOINT_URL`).",
    "`SAGEWARDEN_DEBUG=1` adds the places in the code to an unexpected error.",
    "",
    ...program.commands.flatMap((command) => section(command)),
  ]).replace(/\n+$/, "\n");
};
