import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What a script is given, and what it raised or returned. */
interface Work {
  script: string;
  handler: string;
  payload: unknown;
}
type Outcome = { returned: unknown } | { raised: string };

/** Each line of stdin is one piece of work, in a name space of its own. */
const host = `
import json, sys
for line in sys.stdin:
    work = json.loads(line)
    names = {}
    try:
        exec(work["script"], names)
        outcome = {"returned": names[work["handler"]](work["payload"], None)}
    except Exception as error:
        outcome = {"raised": str(error)}
    print(json.dumps(outcome), flush=True)
`;

/** For tests: Python itself, one process for all scripts of a file, since a start takes half a second of a busy core. */
export const startPython = () => {
  const child = spawn("python3", ["-I", "-c", host], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (work: Work): Promise<Outcome> => {
      child.stdin.write(`${JSON.stringify(work)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("python3 has ended");
      return JSON.parse(value) as Outcome;
    },
    close: (): void => void child.stdin.end(),
  };
};

export type Python = ReturnType<typeof startPython>;
