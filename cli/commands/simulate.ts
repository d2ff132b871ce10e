import { Option } from "commander";
import type { Ask } from "#shared/aws/inspect/policy-simulator.ts";
import { BadInput } from "#shared/model/errors.ts";
import { evaluate } from "#shared/policy/evaluate.ts";
import { readCase, rememberingReader, type SimulationCase } from "#shared/policy/simulation.ts";
import { heading, jsonLine, row, totals } from "../simulate/answers.ts";
import { type Line, readLines } from "../simulate/lines.ts";
import { held } from "../simulate/second-opinion.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

/**
 * One answer for each case, in their order. Exit 2: a line could not be read; the others are answered all the same. Exit 1: AWS,
 * where it is asked, says something else.
 */
export const simulate = async (file: string, { json }: CommonOptions, io: Io, ask?: Ask): Promise<number> => {
  const counts = new Map<string, number>();
  let [unread, contradicted] = [0, 0];
  const readPolicy = rememberingReader();
  const answer = async (line: Line): Promise<void> => {
    const place = `${file === "-" ? "stdin" : file}:${line.number}`;
    const read = caseIn(line, readPolicy);
    if ("problem" in read) {
      unread++;
      io.err(`${place}: ${read.problem}`);
      return;
    }
    const { decision: decided, note } = await judged(read, ask);
    if (note !== undefined) io.err(`${place}: ${note.text}`);
    if (note?.isContradiction) contradicted++;
    if (!json && counts.size === 0) io.out(heading);
    counts.set(decided.decision, (counts.get(decided.decision) ?? 0) + 1);
    io.out(json ? jsonLine(decided) : row(read, decided, line.number));
  };
  for await (const lines of readLines(file, io)) for (const line of lines) await answer(line);
  io.err(totals(counts, unread));
  return unread > 0 ? 2 : contradicted > 0 ? 1 : 0;
};

const judged = async (asked: SimulationCase, ask: Ask | undefined): Promise<ReturnType<typeof held>> => {
  const own = evaluate(asked.request, asked.layers);
  return ask ? held(own, await ask(asked)) : { decision: own, note: undefined };
};

const caseIn = (line: Line, readPolicy: ReturnType<typeof rememberingReader>): SimulationCase | { problem: string } => {
  if ("problem" in line) return line;
  try {
    return readCase(line.text, readPolicy);
  } catch (error) {
    if (error instanceof BadInput) return { problem: error.message };
    throw error;
  }
};

const summary = "answers requests against policies as IAM would, offline";
const help = `${summary}

  A case, all but its request may be left out or null:
    {"identityPolicies": [policy…], "boundary": policy, "id": text,
     "sessionPolicies": [policy…], "resourcePolicy": policy,
     "scps": [policy…] or [[policy…]…] by level, "rcps": likewise,
     "request": {"principal": {"arn", "tags"}, "action",
       "resource": {"arn", "tags"}, "context": {key: value or [value…]}}}
  A policy is an object, or its JSON as text. The answer:
    {"decision": "allowed", "implicitDeny", "explicitDeny" or "ambiguous",
     "statement": {"policy", "index", "sid"} or null}
  Policies are called identity[0], boundary, session[0], scp[0][0],
  rcp[0][0] and resource. Ambiguous: what AWS would answer is not known,
  so it counts as a failure.`;

const askAws = async (): Promise<Ask> => {
  const [{ policySimulator }, { usualRegion }] = await Promise.all([
    import("#shared/aws/inspect/policy-simulator.ts"),
    import("#shared/aws/inspect/region.ts"),
  ]);
  return policySimulator({ region: await usualRegion() });
};

export const verb: Verb = {
  name: "simulate",
  summary,
  configure(command) {
    command
      .description(help)
      .argument("<file>", "JSON lines, one case each; - is stdin")
      .addOption(
        new Option(
          "--oracle <name>",
          "asks IAM's policy simulator as well: an answer that differs is ambiguous, and exits with 1",
        ).choices(["aws"]),
      );
  },
  async run([file = ""], options, io) {
    return simulate(file, options, io, options.oracle === "aws" ? await askAws() : undefined);
  },
};
