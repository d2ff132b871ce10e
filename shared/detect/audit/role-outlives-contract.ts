import type { AuditRule } from "./rule.ts";
import { callersOf } from "./support/trust.ts";

export const roleOutlivesContract: AuditRule = {
  id: "role-outlives-contract",
  severity: "high",
  why: "The contract has ended, and the vendor may still take the role.",
  blind: "Sessions that began before the last day, until they end.",
  remediation:
    "Remove the role, or move `expires` if the contract was prolonged. Our construct writes the last day into the trust, so that it closes by itself.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html"],
  audit: (seen) => {
    const { contract, now } = seen;
    if (contract?.expires === undefined) return { type: "not-applicable" };
    if (contract.expires >= now.slice(0, 10)) return { type: "clean" };
    const isOpen = callersOf(seen).length > 0;
    const still = isOpen ? "the role can still be taken" : "its trust is closed, the role is still there";
    const detail = `the contract of ${contract.vendor} ended on ${contract.expires}, ${still}`;
    const where = { policy: isOpen ? "trust" : "role", statement: null };
    return { type: "found", found: [{ detail, where, severity: isOpen ? "high" : "low" }] };
  },
};
