import type { Session } from "#shared/assume/model.ts";
import type { Io } from "../verb.ts";
import type { Syntax } from "./change.ts";
import { syntaxOf } from "./shells.ts";
import { leftInWords } from "./status.ts";

/** `--shell` of every verb whose output a shell evaluates. */
export const shellOption = [
  "--shell <shell>",
  "whose language: bash, zsh, fish, powershell or sh; else the one that runs this",
] as const;

/** Prints what a shell evaluates. Where it fails the shell is told too, so that what stands after && is not run with other credentials. */
export const orFalse = async (
  shell: unknown,
  io: Pick<Io, "out" | "env">,
  print: (syntax: Syntax) => Promise<void>,
): Promise<number> => {
  let failure = "false";
  try {
    const syntax = syntaxOf(shell as string | undefined, io.env);
    failure = syntax.failure;
    await print(syntax);
    return 0;
  } catch (error) {
    io.out(failure);
    throw error;
  }
};

/** What is lent, to whom, and for how long. */
export const toldOf = (what: string, sessionName: string, { expiresAt }: Pick<Session, "expiresAt">): string => {
  const left = leftInWords(Math.max(0, Math.floor((Date.parse(expiresAt) - Date.now()) / 1000)));
  return `${what} as ${sessionName}, for ${left}; env --restore gives back what was here before`;
};
