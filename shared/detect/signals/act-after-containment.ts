import { secondsBetween } from "../../model/time.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { hasFailed, isVendors } from "./support/acts.ts";
import { isPropagating, isSagewarden, secondsContained } from "./support/containment.ts";
import { isTaken } from "./support/taken.ts";

/** No policy can deny these. */
const always: readonly string[] = ["GetCallerIdentity", "GetSessionToken", "ConsoleLogin"];

export const actAfterContainment: Signal = {
  id: "act-after-containment",
  severity: "critical",
  why: "The role was cut off and something of it still succeeds: the containment does not hold, or does not reach this principal.",
  blind: "Objects that are read without data events. Code that the vendor started runs on in a role of its own.",
  falsePositives:
    "The first seconds after the containment, and after what somebody had undone was put back, are left out: IAM is applying it. So is what Sagewarden's own functions do.",
  attack: ["T1550.001"],
  needs: "management",
  detect(seen) {
    const seconds = secondsContained(seen);
    if (seconds === undefined || hasFailed(seen.act) || isSagewarden(seen)) return undefined;
    if (!(isVendors(seen) || isTaken(seen))) return undefined;
    const isCutOff = !isPropagating(seen) && !always.includes(seen.act.eventName) && !isNewSession(seen);
    return isCutOff
      ? [`${seen.act.eventName} succeeded ${Math.round(seconds)} seconds after the role was contained`]
      : [];
  },
};

/** Where old sessions only were revoked, new ones may act, and the role may be taken. */
const isNewSession = ({ act, watched, before: { contained } }: SeenAct): boolean => {
  if (contained?.newSessions !== "allowed") return false;
  const { createdAt } = act.principal.session ?? {};
  return watched.how === "assumed" || (createdAt !== undefined && secondsBetween(contained.at, createdAt) >= 0);
};
