import { inDirectory } from "../../model/settings.ts";
import type { Signal } from "./signal.ts";
import { isVendors, wasDenied } from "./support/acts.ts";
import { secondsContained } from "./support/containment.ts";

export const deniedAfterContainment: Signal = {
  id: "denied-after-containment",
  severity: "low",
  why: "The vendor, or whoever has its role, still calls and is denied: the containment holds, and the vendor is down.",
  blind: "Services that say nothing of an explicit deny. A denied AssumeRole of another account is not logged.",
  falsePositives: "Honest retries of the vendor's software. Told once for each action.",
  attack: ["T1078.004"],
  needs: "management",
  detect(seen) {
    const { act, before } = seen;
    if (secondsContained(seen) === undefined || !isVendors(seen) || !wasDenied(act)) return undefined;
    if (!/explicit deny/i.test(act.errorMessage ?? "")) return [];
    const last = inDirectory(before.seen.action, `${act.service}:${act.eventName}`)?.last;
    const isTold = last !== undefined && last > (before.contained?.at ?? "");
    return isTold ? [] : [`${act.service}:${act.eventName} was denied, as it should be`];
  },
};
