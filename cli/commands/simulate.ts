import { BadInput } from "#shared/model/errors.ts";
import { evaluate } from "#shared/policy/evaluate.ts";
import { readCase, rememberingReader, type SimulationCase } from "#shared/policy/simulation.ts";
import { heading, jsonLine, row, totals } from "../simulate/answers.ts";
import { type Line, readLines } from "../simulate/lines.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

/** One answer for each case, in their order. Exit 2: a line could not be read; the others are answered all the same. */
export const simulate = async (file: string, { json }: CommonOptions, io: Io): Promise<number> => {
  const counts = new Map<string, number>();
  let unread = 0;
  const readPolicy = rememberingReader();
  const answer = (line: Line): void => {
    const read = caseIn(line, readPolicy);
    if ("problem" in read) {
      unread++;
      io.err(`${file === "-" ? "stdin" : file}:${line.number}: ${read.problem}`);
      return;
    }
    const decided = evaluate(read.request, read.layers);
    if (!json && counts.size === 0) io.out(heading);
    counts.set(decided.decision, (counts.get(decided.decision) ?? 0) + 1);
    io.out(json ? jsonLine(decided) : row(read, decided, line.number));
  };
  for await (const lines of readLines(file, io)) lines.forEach(answer);
  io.err(totals(counts, unread));
  return unread > 0 ? 2 : 0;
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

export const verb: Verb = {
  name: "simulate",
  summary,
  configure(command) {
    command.description(help).argument("<file>", "JSON lines, one case each; - is stdin");
  },
  run: ([file = ""], options, io) => simulate(file, options, io),
};
