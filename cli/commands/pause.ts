import { inForce, longestPause } from "#shared/decide/pause.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Pause } from "#shared/model/pause.ts";
import { epochOf, isoAt, secondsBetween, secondsOf } from "#shared/model/time.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import { livePauseMeans, type PauseMeans, paused, printPause } from "../pause/means.ts";
import type { CommonOptions, Io, Verb } from "../verb.ts";

interface PauseOptions extends CommonOptions {
  for?: unknown;
  reason?: unknown;
  containment?: unknown;
}

const form = /^P(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
/** Characters of a reason: it is read by people, in a notice. */
const longestReason = 500;

const readFor = (text: unknown): number => {
  const seconds = typeof text === "string" && form.test(text) ? secondsOf(text) : 0;
  if (seconds > 0 && seconds <= secondsOf(longestPause)) return seconds;
  throw new BadInput(`--for ${String(text)}: allowed: an ISO 8601 duration of at most ${longestPause}, e.g. PT2H`);
};

const readReason = (text: unknown): string => {
  const reason = typeof text === "string" ? plainText(text, longestReason).trim() : "";
  if (reason === "") throw new BadInput("--reason: allowed: why, in a few words; everybody who is told reads it");
  return reason;
};

/** Exit 1: refused, and why on stderr. A pause that is in force is made longer or shorter, up to 4 hours from its beginning. */
export const pause = async (options: PauseOptions, io: Pick<Io, "out" | "err">, means: PauseMeans): Promise<number> => {
  const [seconds, reason] = [readFor(options.for), readReason(options.reason)];
  const now = means.now();
  const before = inForce(await means.read(), now);
  const next: Pause = {
    from: before?.from ?? now,
    until: isoAt((epochOf(now) ?? 0) + seconds * 1_000),
    reason,
    by: means.by,
    containment: options.containment === true,
  };
  if (secondsBetween(next.from, next.until) > secondsOf(longestPause)) {
    io.err(`pause is refused: it is paused since ${next.from}, and a pause has at most ${longestPause}; resume first`);
    return 1;
  }
  await means.write(next);
  io.err("tagging, stopping and deleting wait within 15 seconds; sessions and creations are recorded");
  await means.tell();
  printPause(paused(next), options, io);
  return 0;
};

export const verb: Verb = {
  name: "pause",
  summary: "holds back tagging, stopping and deleting for at most 4 hours; alarms at once",
  configure(command) {
    command
      .requiredOption("--for <duration>", "ISO 8601, at most PT4H")
      .requiredOption("--reason <text>", "why: everybody who is told reads it")
      .option("--containment", "containment that signals ask for waits too");
  },
  async run(_args, options, io) {
    const means = await livePauseMeans("pause", options, io);
    return means ? pause(options, io, means) : 1;
  },
};
