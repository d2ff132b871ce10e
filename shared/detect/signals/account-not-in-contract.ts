import type { Signal } from "./signal.ts";
import { isTaken, takenFrom } from "./support/taken.ts";

export const accountNotInContract: Signal = {
  id: "account-not-in-contract",
  severity: "critical",
  why: "The vendor's role was taken from an account that the vendor never named: its trust policy admits somebody else, or the vendor's own side was taken over.",
  blind:
    "CloudTrail does not log a denied AssumeRole of another account: whoever tries external ids or roles from outside and fails is not seen. Which role or user of the other account called is not in the record either.",
  falsePositives: "Vendors add accounts. Ask the vendor, then add the account to `accounts`.",
  attack: ["T1199", "T1078.004"],
  needs: "management",
  detect(seen) {
    const { contract } = seen.watched;
    if (contract === undefined || !isTaken(seen)) return undefined;
    const agreed = `the contract of ${contract.vendor} names ${contract.accounts.join(", ")}`;
    // Through an identity provider nobody's account takes the role.
    if (seen.act.eventName !== "AssumeRole") return [`taken by ${seen.act.eventName}; ${agreed}`];
    const account = takenFrom(seen);
    if (account === undefined) return undefined;
    const isKnown = contract.accounts.includes(account) || seen.settings.organization.accounts.includes(account);
    return isKnown ? [] : [`account ${account} took the role; ${agreed}`];
  },
};
