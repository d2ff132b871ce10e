import type { Signal } from "./signal.ts";
import { firstSeen } from "./support/first-seen.ts";
import { isCall } from "./support/principal-acts.ts";

export const regionFirstSeen: Signal = {
  id: "region-first-seen",
  severity: "low",
  why: "The role works in a region in which it never worked before: a usual place for what should not be found.",
  blind:
    "Says nothing until the role's habits are learnt. Of a registered vendor `region-outside-contract` says it for certain.",
  falsePositives: "A principal whose work moves.",
  attack: ["T1535"],
  needs: "management",
  learnt: true,
  detect(seen) {
    if (!isCall(seen) || seen.watched.how !== "session" || seen.watched.contract !== undefined) return undefined;
    const region = firstSeen(seen, "region");
    return region === undefined ? [] : [`in ${region}, for the first time`];
  },
};
