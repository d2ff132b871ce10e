import { isApproverOfAny } from "../attribute/approver.ts";
import { permissionFor, roundOf } from "../decide/grace.ts";
import { waitsNotice } from "../decide/unowned-notices.ts";
import type { End } from "../decide/unowned-turn.ts";
import { secondsBetween, secondsOf } from "../model/time.ts";
import { type Look, lookAt } from "./look.ts";
import { send } from "./steps.ts";
import { heardIn, type Next, step, type Talk, untilAnswered } from "./talk.ts";
import { longest } from "./until.ts";

/** How long a case waits for an approver, or for the hourly limit, before it is left alone. */
const patience = secondsOf("P14D");

/** Until the act is allowed: by the mode and the clock, by an approver where the resource is in use, by the hourly limit. */
export const untilAllowed = async (talk: Talk): Promise<End | undefined> => {
  for (let turn = 1; ; turn++) {
    const next = await step(talk, `look whether it may be done ${turn}`, () => lookForLeave(talk));
    if (next.end || next.seconds === 0) return next.end;
    await untilAnswered(talk, `wait until it may be done ${turn}`, next);
  }
};

const lookForLeave = async (talk: Talk): Promise<Next> => {
  const look = await lookAt(talk.id, talk.world);
  if ("end" in look) return { ...look, seconds: 0 };
  const permission = permissionOf(look);
  if (permission.may === "never") return { end: { how: permission.how, detail: permission.detail }, seconds: 0 };
  const heard = heardIn(look.row);
  if (permission.may === "wait") return { seconds: secondsUntil(permission.until, look), heard };
  const hindrance = (await paused(talk)) ?? (await wantsApproval(look, talk)) ?? (await limited(look, talk));
  if (!hindrance) return { seconds: 0 };
  if (secondsBetween(look.actAt, look.now) < patience) return { ...hindrance, heard };
  return { end: { how: "left", detail: "it could not be done within 14 days of its time" }, seconds: 0 };
};

/** Seconds between two looks at a pause: somebody may resume before its time. */
const pauseTurn = 5 * 60;

/** The act waits, and so does the wait's own end. */
export const paused = async ({ world }: Talk): Promise<{ seconds: number; why: string } | undefined> => {
  const hold = await world.held();
  return hold && { ...hold, seconds: Math.min(pauseTurn, hold.seconds) };
};

/** The last word before an act, as things are now. */
export const permissionOf = (look: Look) =>
  permissionFor({
    ...look,
    phase: look.live.phase,
    // What was held back counts as told only while nothing can be done anyway.
    toldAt: look.settings.mode === "enforce" ? look.toldAt : look.heardAt,
    createdAt: look.row.creation.at,
    asked: look.isAsked,
  });

const secondsUntil = (until: string, { now }: Look): number =>
  Math.min(longest, Math.max(1, Math.ceil(secondsBetween(now, until))));

/** Somebody calls it: whoever would stop it has to be an approver. */
export const lacksApproval = async (look: Look, { world }: Talk): Promise<boolean> => {
  const { pending, creation } = look.row;
  if (pending?.choice === "stop" && isApproverOfAny(pending.person, look.settings, look.now)) return false;
  return world.inUse(creation, look.live, look.now);
};

const wantsApproval = async (look: Look, talk: Talk): Promise<Next | undefined> => {
  if (!(await lacksApproval(look, talk))) return undefined;
  await send(
    talk,
    waitsNotice(look, "approval", "it was used within the last hour: an approver has to say that it may be stopped"),
  );
  return { seconds: longest };
};

/** Seconds at least: an execution holds 3,000 operations, and of all that wait for one place only one gets it. */
const turnLength = 30 * 60;

const limited = async (look: Look, talk: Talk): Promise<Next | undefined> => {
  const free = await talk.world.allowance(roundOf(look.row), look.now);
  if (free === undefined) return undefined;
  talk.world.count("DestructiveLimit");
  await send(talk, waitsNotice(look, "limit", "limits.destructivePerHour is reached: it waits for its turn"));
  return { seconds: Math.max(turnLength, secondsUntil(free, look)) };
};
