import { receiptDelay, receiptWindow, timesOf } from "../decide/grace.ts";
import type { End } from "../decide/unowned-turn.ts";
import { secondsBetween, secondsOf } from "../model/time.ts";
import { lookAt } from "./look.ts";
import { change, heardIn, type Next, step, type Talk, untilAnswered } from "./talk.ts";

/** Until somebody was told. Nothing is done to a resource of which nobody knows that anything will be done. */
export const untilTold = async (talk: Talk): Promise<End | undefined> => {
  for (let turn = 1; ; turn++) {
    const { end, seconds } = await step(talk, `look for a receipt ${turn}`, () => lookForReceipt(talk));
    if (end || seconds === 0) return end;
    await talk.context.wait(`wait for a receipt ${turn}`, { seconds });
  }
};

const lookForReceipt = async (talk: Talk): Promise<Next> => {
  const look = await lookAt(talk.id, talk.world);
  if ("end" in look) return { ...look, seconds: 0 };
  const { toldAt, heardAt, row, now, actAt } = look;
  const isHeard = toldAt !== undefined || (heardAt !== undefined && look.settings.mode === "observe");
  if (isHeard) {
    await change(talk, (before) =>
      before.actAt === actAt && before.toldAt === toldAt
        ? before
        : { ...before, actAt, ...(toldAt === undefined ? {} : { toldAt }) },
    );
    return { seconds: 0 };
  }
  if (secondsBetween(row.openedAt, now) < receiptWindow) return { seconds: receiptDelay(row.openedAt, now) };
  return { end: { how: "untold", detail: "no notice had a receipt within 14 days" }, seconds: 0 };
};

/** The longest sleep: what changed meanwhile, an owner above all, is seen this late. */
export const longest = secondsOf("PT6H");

/** Until it is time for the reminder or the action; an answer, or an owner who is found, ends it before. */
export const untilItIs = async (talk: Talk, moment: "reminder" | "action"): Promise<End | undefined> => {
  for (let turn = 1; ; turn++) {
    const next = await step(talk, `look before the ${moment} ${turn}`, () => lookBefore(talk, moment));
    if (next.end || next.seconds === 0) return next.end;
    await untilAnswered(talk, `wait for the ${moment} ${turn}`, next);
  }
};

const lookBefore = async (talk: Talk, moment: "reminder" | "action"): Promise<Next> => {
  const look = await lookAt(talk.id, talk.world);
  if ("end" in look) return { ...look, seconds: 0 };
  const { row, now, settings, heardAt, isAsked } = look;
  // Told of less than would be done now: the last word before the act says so, and ends the case.
  if (heardAt === undefined) return { seconds: 0 };
  const { remindAt, actAt } = timesOf(row.creation.at, heardAt, settings);
  const left = Math.ceil(secondsBetween(now, moment === "reminder" ? remindAt : actAt));
  if (isAsked || left <= 0) return { seconds: 0 };
  // An execution holds 3,000 operations: the longer the wait, the fewer the looks.
  return { seconds: Math.min(left, Math.max(longest, Math.ceil(left / 50))), heard: heardIn(row) };
};
