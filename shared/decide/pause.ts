import { BadInput } from "../model/errors.ts";
import type { Brakeable, Hold, Pause } from "../model/pause.ts";
import { epochOf, isoAt, secondsBetween, secondsOf } from "../model/time.ts";

/** What the parameter holds before anybody has paused. */
export const neverPaused = "{}";

/** Whoever writes into the parameter by hand gets no more. */
export const longestPause = "PT4H";

/** Seconds until what cannot be read is asked for again. */
const unreadable = 60;

/** What the parameter holds: undefined when nobody has paused yet. Throws `BadInput` for what is no pause. */
export const readPause = (text: string): Pause | undefined => {
  const { from, until, reason, by, containment, endedBy } = fieldsOf(text);
  if (from === undefined && until === undefined) return undefined;
  const isWhole = [from, until].every(isTime) && [reason, by].every(isText) && typeof containment === "boolean";
  if (!isWhole || !(endedBy === undefined || isText(endedBy)))
    throw new BadInput("expected a pause: from, until (ISO 8601), reason, by, containment (true or false)");
  const pause = { from, until, reason, by, containment } as Pause;
  return endedBy === undefined ? pause : { ...pause, endedBy: endedBy as string };
};

const fieldsOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // As below.
  }
  throw new BadInput("expected a JSON object");
};

const isTime = (value: unknown): boolean => typeof value === "string" && epochOf(value) !== undefined;
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** When a pause is over: as it says, and never later than 4 hours after it began. ISO 8601. */
export const endOf = ({ from, until }: Pick<Pause, "from" | "until">): string =>
  isoAt(Math.min(epochOf(until) ?? 0, (epochOf(from) ?? 0) + secondsOf(longestPause) * 1_000));

/** The pause that is in force now. */
export const inForce = (pause: Pause | undefined, now: string): Pause | undefined => {
  if (pause === undefined) return undefined;
  const isOn = secondsBetween(pause.from, now) >= 0 && secondsBetween(now, endOf(pause)) > 0;
  return isOn ? pause : undefined;
};

/**
 * Whether this waits now. A parameter that cannot be read is taken for a pause of everything but containment: containment fails
 * towards acting, everything else towards doing nothing.
 */
export const holdOf = (pause: Pause | undefined | "unreadable", what: Brakeable, now: string): Hold | undefined => {
  if (pause === "unreadable")
    return what === "containment"
      ? undefined
      : { why: "whether Sagewarden is paused could not be read", seconds: unreadable };
  const on = inForce(pause, now);
  if (on === undefined || (what === "containment" && !on.containment)) return undefined;
  const end = endOf(on);
  return { why: `paused until ${end} by ${on.by}: ${on.reason}`, seconds: Math.ceil(secondsBetween(now, end)) };
};

/**
 * Of creations without an end: before which time they had their time. A pause stops that clock, and what it held back comes
 * within a minute after it.
 */
export const dueBefore = (pause: Pause | undefined | "unreadable", now: string, patience: number): string => {
  const late = isoAt((epochOf(now) ?? 0) - patience * 1_000);
  if (pause === undefined || pause === "unreadable") return late;
  const isOver = secondsBetween(endOf(pause), now) >= patience;
  const hasBegun = secondsBetween(pause.from, now) >= 0;
  return isOver || !hasBegun
    ? late
    : isoAt(Math.min(epochOf(late) ?? 0, (epochOf(pause.from) ?? 0) - patience * 1_000));
};
