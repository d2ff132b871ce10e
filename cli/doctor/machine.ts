import { type Answer, fail, ok, warn } from "./check.ts";

const lowestNode = 24;
const lowestPython = [3, 10] as const;

export const judgeNode = (version: string): Answer =>
  Number.parseInt(version, 10) >= lowestNode
    ? ok(`Node ${version}`)
    : fail(`Node ${version}; needed: ${lowestNode} or newer`, "npm install, then npx sagewarden");

/** `output`: what `python3 --version` printed; undefined: there is no such command. Only the lab needs it. */
export const judgePython = (output: string | undefined): Answer => {
  const remediation = "install Python 3.10 or newer with its venv module; only the lab needs it";
  const [, major, minor] = /^Python (\d+)\.(\d+)/.exec(output ?? "") ?? [];
  if (major === undefined) return warn("there is no python3", remediation);
  const isNew =
    Number(major) > lowestPython[0] || (Number(major) === lowestPython[0] && Number(minor) >= lowestPython[1]);
  return isNew ? ok(`Python ${major}.${minor}`) : warn(`Python ${major}.${minor}; needed: 3.10 or newer`, remediation);
};
