import { secondsBetween } from "../../model/time.ts";
import type { Signal } from "./signal.ts";
import { isTaken } from "./support/taken.ts";

const dormantDays = 90;

export const dormantRoleWakes: Signal = {
  id: "dormant-role-wakes",
  severity: "medium",
  why: "A role that nobody used for months is taken: forgotten vendors are what attackers look for, and nobody misses them.",
  blind: "Only what was recorded since Sagewarden watches the role, or stands in the files.",
  falsePositives: "Jobs once a quarter or a year.",
  attack: ["T1078.004"],
  needs: "management",
  learnt: true,
  detect(seen) {
    const { lastAt } = seen.before;
    if (!isTaken(seen) || lastAt === undefined) return undefined;
    const days = Math.floor(secondsBetween(lastAt, seen.act.at) / 86_400);
    return days >= dormantDays ? [`taken after ${days} days in which the role did nothing`] : [];
  },
};
