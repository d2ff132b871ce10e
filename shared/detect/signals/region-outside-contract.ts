import type { Signal } from "./signal.ts";
import { isVendors } from "./support/acts.ts";

/** Services that have one endpoint for all regions, or answer there for the others, and are recorded in us-east-1. */
const global: readonly string[] = [
  "iam",
  "sts",
  "s3",
  "signin",
  "organizations",
  "account",
  "cloudfront",
  "route53",
  "route53domains",
  "globalaccelerator",
  "networkmanager",
  "support",
  "trustedadvisor",
  "health",
  "ce",
  "cur",
  "budgets",
  "billing",
  "pricing",
  "shield",
  "waf",
  "ecr-public",
];

export const regionOutsideContract: Signal = {
  id: "region-outside-contract",
  severity: "medium",
  why: "The vendor works in a region that nobody agreed to, where nobody looks: a usual place for what should not be found.",
  blind:
    "Regions without a collector stack: `doctor` names them. Where the role is taken does not count: STS is recorded in the region whose endpoint the vendor uses.",
  falsePositives:
    "A vendor that lists every region at its start; global services are recorded in us-east-1, and those are left out.",
  attack: ["T1535"],
  needs: "management",
  detect(seen) {
    const { act, watched } = seen;
    if (watched.contract === undefined || !isVendors(seen) || act.service === "sts") return undefined;
    const { regions } = watched.contract;
    const isGlobal = act.region === "us-east-1" && global.includes(act.service);
    return isGlobal || regions.includes(act.region)
      ? []
      : [`${act.service}:${act.eventName} in ${act.region}; the contract names ${regions.join(", ")}`];
  },
};
