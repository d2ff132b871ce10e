import { answered } from "./answered.ts";
import { quickOptions } from "./credential-process/quick-options.ts";
import { processIo } from "./process-io.ts";

/**
 * The exit code of a command line that an SDK waits for, or nothing where it takes the parser of the whole command line, which
 * loads half as long as Node starts.
 */
export const quickly = async ([verb, ...argv]: readonly string[]): Promise<number | undefined> => {
  const options = verb === "credential-process" ? quickOptions(argv) : undefined;
  if (options === undefined) return undefined;
  const io = processIo();
  return answered(async () => (await import("./credential-process/answer.ts")).answer(options, io), io);
};
