import type { Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { firstSeen } from "./support/first-seen.ts";
import { takenFrom } from "./support/taken.ts";

export const callerFirstSeen: Signal = {
  id: "caller-first-seen",
  severity: "medium",
  why: "The vendor's account took the role as a principal that it never used before. Whoever got into the vendor's account often has another role there than the product has.",
  blind:
    "Another account's record names its principal by unique id only: no ARN, no name. Says nothing until the role's habits are learnt, and nothing of a vendor that comes as many principals.",
  falsePositives: "A vendor that deploys its role anew has a new id. Ask the vendor.",
  attack: ["T1199"],
  needs: "management",
  learnt: true,
  detect(seen) {
    const account = takenFrom(seen);
    if (account === undefined) return undefined;
    const caller = firstSeen(seen, "caller");
    return caller === undefined ? [] : [`taken by ${shown(caller)}, for the first time`];
  },
};
