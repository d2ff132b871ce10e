import { inDirectory } from "../../model/settings.ts";
import { secondsBetween } from "../../model/time.ts";
import type { Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";

export const callerIdentityAsked: Signal = {
  id: "caller-identity-asked",
  severity: "low",
  why: "Whoever found credentials first asks whose they are.",
  blind: "Told once a day for each role: much software asks at its start.",
  falsePositives: "Common: Terraform, SDKs and health checks ask too. It only counts beside others.",
  attack: ["T1087.004", "T1033"],
  needs: "management",
  detect(seen) {
    const { act, before } = seen;
    if (!isVendors(seen) || act.service !== "sts" || act.eventName !== "GetCallerIdentity") return undefined;
    const last = inDirectory(before.seen.action, "sts:GetCallerIdentity")?.last;
    return last !== undefined && Math.abs(secondsBetween(last, act.at)) < 86_400
      ? []
      : ["asked whose credentials they are"];
  },
};
