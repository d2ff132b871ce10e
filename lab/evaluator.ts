import { createInterface } from "node:readline";
import { evaluate } from "#shared/policy/evaluate.ts";
import { readCase, rememberingReader } from "#shared/policy/simulation.ts";

/** The project's own evaluator for the account: one case of `sagewarden simulate` a line, one answer a line, in order. */
const read = rememberingReader();

const answerTo = (line: string): object => {
  try {
    const { request, layers } = readCase(line, read);
    return evaluate(request, layers);
  } catch (cause) {
    return { error: String(cause) };
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answerTo(line))}\n`);
}
