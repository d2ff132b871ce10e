import type { Signal } from "./signal.ts";
import { firstSeen } from "./support/first-seen.ts";
import { isCall } from "./support/principal-acts.ts";

export const hourFirstSeen: Signal = {
  id: "hour-first-seen",
  severity: "low",
  why: "The role is used at an hour of the day at which it was never used before.",
  blind:
    "Says nothing until the role's habits are learnt, and nothing of a role that works around the clock. `hours` of the contract says it for certain.",
  falsePositives: "Backfills, and the end of summer time.",
  attack: ["T1078.004"],
  needs: "management",
  learnt: true,
  detect(seen) {
    if (!isCall(seen) || seen.watched.contract?.hours !== undefined) return undefined;
    const hour = firstSeen(seen, "hour");
    return hour === undefined ? [] : [`used between ${hour}:00 and ${hour}:59 UTC, for the first time`];
  },
};
