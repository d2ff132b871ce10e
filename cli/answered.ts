import { BadInput } from "#shared/model/errors.ts";
import type { Io } from "./verb.ts";

/** Answers the work's exit code; a failure is told in one line. 1: failed, 2: bad input. */
export const answered = async (work: () => Promise<number>, io: Pick<Io, "env" | "err">): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BadInput) {
      io.err(error.message);
      return 2;
    }
    const { describeFailure, framesOf } = await import("./failure.ts");
    io.err(`sagewarden: ${describeFailure(error)}`);
    if (io.env.SAGEWARDEN_DEBUG && error instanceof Error) io.err(framesOf(error));
    return 1;
  }
};
