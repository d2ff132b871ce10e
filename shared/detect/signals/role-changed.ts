import { matchesAny } from "../../model/glob.ts";
import { names } from "../../names.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { hasFailed, shown } from "./support/acts.ts";
import { isSagewarden } from "./support/containment.ts";

export const roleChanged: Signal = {
  id: "role-changed",
  severity: "high",
  why: "Somebody who does not deploy the role changed it, what it may do, or who may take it: the contract and the role are no longer the same.",
  blind:
    "Changes through a managed policy that is attached to the role: `vendors audit` reads the policy itself. Roles outside the vendors' path that no contract names.",
  falsePositives:
    "Somebody in an emergency; a pipeline that is not among `provisioners`. It is told, and not held against the vendor. Of a role that somebody only asked to judge it is low.",
  attack: ["T1098.003"],
  needs: "management",
  detect(seen) {
    const { act, watched } = seen;
    if (watched.how !== "changed" || isDeployers(seen)) return undefined;
    const who = act.principal.arn ?? act.principal.type;
    return [`${shown(who, 256)} ${hasFailed(act) ? "tried" : "did"} ${act.eventName}`];
  },
  severityOf: ({ act, watched }) => {
    if (!watched.registered && !watched.role.includes(`:role${names.vendorPath}`)) return "low";
    return hasFailed(act) ? "medium" : "high";
  },
};

/** CloudFormation names itself in what it does for a deployment; `sourceIPAddress` and `invokedBy` are AWS's to write. */
const isDeployers = ({ act, act: { principal, sourceIp }, settings }: SeenAct): boolean =>
  principal.invokedBy === "cloudformation.amazonaws.com" ||
  sourceIp === "cloudformation.amazonaws.com" ||
  isSagewarden({ act }) ||
  matchesAny(principal.session?.roleArn, settings.provisioners) ||
  matchesAny(principal.arn, settings.provisioners);
