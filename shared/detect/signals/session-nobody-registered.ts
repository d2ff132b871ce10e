import { isForeignAccount, takenRole } from "../../vendors/watch/links.ts";
import type { Signal } from "./signal.ts";

export const sessionNobodyRegistered: Signal = {
  id: "session-nobody-registered",
  severity: "high",
  why: "Another account has a session in this one, and no contract says whose it is or what it may do: a vendor that nobody registered, or a back door.",
  blind:
    "Only successes are logged where the role is; a denied AssumeRole of another account is not. Accounts of the organisation are known only as far as `organization.accounts` names them.",
  falsePositives:
    "A vendor that was set up before Sagewarden: `sagewarden vendors adopt ROLE` proposes its contract. An own account: add it to `organization.accounts`.",
  attack: ["T1199", "T1078.004"],
  needs: "management",
  detect: ({ act, watched, settings }) => {
    if (watched.how !== "assumed" || watched.contract !== undefined || act.errorCode !== undefined) return undefined;
    const role = takenRole(act);
    if (role === undefined || !isForeignAccount(act.principal, role, settings)) return undefined;
    return [`account ${act.principal.account} took the role; no contract and no organisation names it`];
  },
  /** AWS's own services take roles from accounts of theirs, and say so. */
  severityOf: ({ act }) => (act.principal.invokedBy?.endsWith(".amazonaws.com") ? "low" : "high"),
};
