import { endOf, inForce } from "#shared/decide/pause.ts";
import type { Pause } from "#shared/model/pause.ts";
import { type Answer, type Check, fail, ok, warn } from "./check.ts";

export const judgePause = (newest: Pause | undefined, now: string): Answer => {
  const pause = inForce(newest, now);
  if (pause === undefined) return ok("nobody has paused Sagewarden");
  const { from, by, reason, containment } = pause;
  return warn(
    `paused since ${from} until ${endOf(pause)} by ${by}: ${reason}; containment ${containment ? "waits too" : "goes on"}`,
    "`sagewarden resume` ends it",
  );
};

export const pause: Check = {
  id: "pause",
  run: async ({ account }) => {
    try {
      return judgePause(await account.pause(), new Date().toISOString());
    } catch (error) {
      return fail(
        `whether it is paused cannot be read: tagging and stopping wait (${(error as Error).message})`,
        "`sagewarden resume` writes the parameter anew",
      );
    }
  },
};
