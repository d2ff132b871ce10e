import { run } from "./run.ts";
import type { Io } from "./verb.ts";

/** For tests: the command line in this folder, with nothing on stdin. What it says, in lines. */
export const drive = async (argv: readonly string[], cwd: string, env: Io["env"] = {}) => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run([...argv], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: (async function* nothing() {})(),
    ...{ env, cwd },
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
};
