import { textAt } from "../../normalise/fields.ts";
import { changedRole } from "../../vendors/watch/links.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { hasFailed, shown } from "./support/acts.ts";
import { isOurs, isSagewarden, secondsContained } from "./support/containment.ts";

/** While the role is contained these open it again, whatever they name. */
const openers: readonly string[] = [
  "UpdateAssumeRolePolicy",
  "DeleteRolePermissionsBoundary",
  "PutRolePermissionsBoundary",
  "DeleteRole",
];
const policyCalls: readonly string[] = ["PutRolePolicy", "DeleteRolePolicy", "DetachRolePolicy"];

export const containmentUndone: Signal = {
  id: "containment-undone",
  severity: "critical",
  why: "A policy that cuts the role off was taken away or rewritten by somebody else than Sagewarden: the role may act again. Published tools do so twice a second.",
  blind:
    "IAM takes seconds to apply a policy: what happened in them was possible. A containment that nobody told Sagewarden of is known by its policies' names only.",
  falsePositives: "An operator who restores by hand: `sagewarden vendors restore` leaves no such record.",
  attack: ["T1562", "T1098.003"],
  needs: "management",
  detect(seen) {
    const { act } = seen;
    if (changedRole(act) === undefined || seen.watched.how === "assumed" || isSagewarden(seen)) return undefined;
    const what = undone(seen);
    if (what === undefined) return [];
    const who = act.principal.arn ?? act.principal.type;
    return [`${shown(who, 256)} ${hasFailed(act) ? "tried" : "did"} ${act.eventName}${what && ` of ${shown(what)}`}`];
  },
  severityOf: ({ act }) => (hasFailed(act) ? "high" : "critical"),
};

/** What was undone, `""` where the call says it all. */
const undone = (seen: SeenAct): string | undefined => {
  const { act } = seen;
  if (policyCalls.includes(act.eventName)) {
    const arn = textAt(act.request, "policyArn");
    const policy = textAt(act.request, "policyName") ?? arn?.slice(arn.lastIndexOf("/") + 1);
    return isOurs(policy) ? policy : undefined;
  }
  return openers.includes(act.eventName) && secondsContained(seen) !== undefined ? "" : undefined;
};
