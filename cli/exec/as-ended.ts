import { kill, pid } from "node:process";
import type { Io } from "../verb.ts";
import type { Ended } from "./child.ts";

/** Others would leave a core file of Node. */
const passedOn: readonly NodeJS.Signals[] = ["SIGHUP", "SIGINT", "SIGTERM"];

/** We end as the command ended. `verb`: who says so where it never began. */
export const asEnded = (ended: Ended, { verb, file }: { verb: string; file: string }, io: Pick<Io, "err">): number => {
  if (ended.how === "never began") io.err(`sagewarden ${verb}: ${JSON.stringify(file)}: ${ended.why}`);
  // A shell that is interrupted looks how what it started ended, not only at the number.
  if (ended.how === "killed" && passedOn.includes(ended.signal)) kill(pid, ended.signal);
  return ended.code;
};
