import type { Pause } from "#shared/model/pause.ts";
import type { PauseMeans } from "./means.ts";

interface World {
  stored?: Pause;
  now?: string;
  failure?: Error;
}

/** For tests: a parameter in memory, and what was done with it. */
export const means = ({
  stored,
  now = "",
  failure,
}: World): PauseMeans & { stored(): Pause | undefined; log: string[] } => {
  const log: string[] = [];
  let held = stored;
  const read = async (): Promise<Pause | undefined> => {
    if (failure) throw failure;
    return held;
  };
  return {
    log,
    stored: () => held,
    read,
    readOrMend: read,
    write: async (next) => {
      log.push("write");
      held = next;
    },
    tell: async () => void log.push("tell"),
    now: () => now,
    by: "arn:ops",
  };
};
