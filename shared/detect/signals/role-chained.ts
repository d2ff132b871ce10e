import { parseArn } from "../../model/arn.ts";
import type { Severity } from "../../model/finding.ts";
import { matchesAny } from "../../model/glob.ts";
import { inDirectory } from "../../model/settings.ts";
import { takenRole } from "../../vendors/watch/links.ts";
import type { SeenAct, Signal } from "./signal.ts";
import { hasFailed, isVendors, shown } from "./support/acts.ts";

export const roleChained: Signal = {
  id: "role-chained",
  severity: "high",
  why: "From the vendor's role another one was taken, which nobody agreed to. What the other role may do is now the vendor's, and stays so after its own role is denied everything.",
  blind: "A session that a service takes for what the vendor started: a job, a function.",
  falsePositives:
    "Hub roles: `assumes` of the contract. Of principals that nobody registered it is low: people and pipelines take roles all day.",
  attack: ["T1550.001", "T1548"],
  needs: "management",
  detect(seen) {
    const role = takenRole(seen.act);
    if (!isVendors(seen) || role === undefined) return undefined;
    if (role === seen.watched.role || matchesAny(role, seen.watched.contract?.assumes ?? [])) return [];
    const isKnown = !seen.watched.registered && inDirectory(seen.before.seen["target-role"], role) !== undefined;
    return isKnown ? [] : [`${hasFailed(seen.act) ? "tried to take" : "took"} the role ${shown(role, 256)}`];
  },
  severityOf: (seen) => gravity(seen),
};

const gravity = ({ act, watched }: SeenAct): Severity => {
  if (watched.registered) return hasFailed(act) ? "medium" : "high";
  const target = parseArn(takenRole(act) ?? "")?.account;
  return target !== act.principal.account && !hasFailed(act) ? "medium" : "low";
};
