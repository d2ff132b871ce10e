import type { Signal } from "./signal.ts";
import { isVendors, wasDenied } from "./support/acts.ts";
import { reaches } from "./support/crossing.ts";

const many = 10;

export const denialBurst: Signal = {
  id: "denial-burst",
  severity: "medium",
  why: "Who does not know what a role may do tries. A vendor's own work is refused in one or two operations, seldom in ten.",
  blind: "A refused AssumeRole from outside is not recorded in this account.",
  falsePositives:
    "A new feature of the vendor that needs further permissions: ask, then change the contract and the role.",
  attack: ["T1580", "T1087.004"],
  needs: "management",
  detect(seen) {
    if (!isVendors(seen) || !wasDenied(seen.act)) return undefined;
    return reaches(seen, "denials", many) ? [`${many} different operations were refused within a day`] : [];
  },
};
