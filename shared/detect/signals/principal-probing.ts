import type { Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";
import { passes } from "./support/crossing.ts";

const most = 4;

export const principalProbing: Signal = {
  id: "principal-probing",
  severity: "medium",
  why: "AWS refuses a policy that names a principal which is not there. Who writes them one after the other learns which roles and users another account has.",
  blind: "The same done in the attacker's own account is recorded there only.",
  falsePositives: "Broken templates that are applied again and again.",
  attack: ["T1087.004", "T1580"],
  needs: "management",
  detect(seen) {
    if (!isVendors(seen) || !/^MalformedPolicy/.test(seen.act.errorCode ?? "")) return undefined;
    return passes(seen, "malformed-principals", most)
      ? [`${most + 1} policies with principals that are not there within an hour`]
      : [];
  },
};
