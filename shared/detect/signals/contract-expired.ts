import type { Signal } from "./signal.ts";
import { isCall } from "./support/principal-acts.ts";

export const contractExpired: Signal = {
  id: "contract-expired",
  severity: "high",
  why: "The vendor's contract has ended and its role is still used: nobody answers for it any more.",
  blind: "Reads of objects without data events. That the role still admits the vendor is what `vendors audit` says.",
  falsePositives: "A contract that was renewed and not written down: `expires`.",
  attack: ["T1199", "T1078.004"],
  needs: "management",
  detect(seen) {
    const expires = seen.watched.contract?.expires;
    if (expires === undefined || !isCall(seen)) return undefined;
    return seen.act.at.slice(0, 10) > expires ? [`the contract ended on ${expires}`] : [];
  },
};
