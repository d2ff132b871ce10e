import type { Signal } from "./signal.ts";
import { declares, isVendors, operationOf } from "./support/acts.ts";

export const requestHidden: Signal = {
  id: "request-hidden",
  severity: "high",
  why: "CloudTrail leaves out parameters that exceed 100 KB. A request padded with whitespace beyond that hides, for instance, the policy that it wrote.",
  blind: "What was left out. The resource itself tells what it became.",
  falsePositives:
    "Large templates and dashboards of a vendor that deploys: declare the service, which lowers it to low.",
  attack: ["T1562.008"],
  needs: "management",
  detect: (seen) => {
    if (!isVendors(seen)) return undefined;
    const { act } = seen;
    return act.request.omitted === true
      ? [`${act.service} ${operationOf(act)}: the parameters were too large to be recorded`]
      : undefined;
  },
  severityOf: ({ act, watched }) => (declares(watched.contract, act.service) ? "low" : "high"),
};
