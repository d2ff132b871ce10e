import type { Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { firstSeen } from "./support/first-seen.ts";
import { isCall } from "./support/principal-acts.ts";

export const actionFirstSeen: Signal = {
  id: "action-first-seen",
  severity: "low",
  why: "The role calls something that it never called before.",
  blind:
    "Says nothing until the role's habits are learnt, and nothing of a role of many actions. A service that the contract leaves out is `service-outside-contract`.",
  falsePositives: "A new version of the vendor's product.",
  attack: ["T1078.004"],
  needs: "management",
  learnt: true,
  detect(seen) {
    if (!isCall(seen) || seen.watched.how !== "session") return undefined;
    const action = firstSeen(seen, "action");
    return action === undefined ? [] : [`${shown(action)}, for the first time`];
  },
};
