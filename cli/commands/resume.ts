import { inForce } from "#shared/decide/pause.ts";
import { livePauseMeans, type PauseMeans, printPause, running } from "../pause/means.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

/** Ends a pause. One that is over, or none, is none. What cannot be read as a pause is written anew. */
export const resume = async (
  options: CommonOptions,
  io: Pick<Io, "out" | "err">,
  means: PauseMeans,
): Promise<number> => {
  const now = means.now();
  const stored = await means.readOrMend();
  const before = inForce(stored, now);
  if (before) {
    await means.write({ ...before, until: now, endedBy: means.by });
    io.err("what was held back is done now, within a minute; stopping and deleting within five");
    await means.tell();
  } else io.err("it was not paused");
  printPause(running(before), options, io);
  return 0;
};

export const verb: Verb = {
  name: "resume",
  summary: "ends a pause: what was held back is done",
  configure: () => undefined,
  async run(_args, options, io) {
    const means = await livePauseMeans("resume", options, io);
    return means ? resume(options, io, means) : 1;
  },
};
