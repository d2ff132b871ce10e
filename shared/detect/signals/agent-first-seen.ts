import type { Signal } from "./signal.ts";
import { shown } from "./support/acts.ts";
import { firstSeen } from "./support/first-seen.ts";
import { isCall } from "./support/principal-acts.ts";

export const agentFirstSeen: Signal = {
  id: "agent-first-seen",
  severity: "low",
  why: "The role is used with software with which it was never used before: the command line where the vendor's product uses an SDK is a person.",
  blind: "Whoever calls chooses what the user agent says. Versions are not compared.",
  falsePositives: "The vendor rewrote a part in another language.",
  attack: ["T1078.004", "T1059.009"],
  needs: "management",
  learnt: true,
  detect(seen) {
    if (!isCall(seen)) return undefined;
    const agent = firstSeen(seen, "agent");
    return agent === undefined ? [] : [`with ${shown(agent)}, for the first time`];
  },
};
