import type { ContractRule } from "./rule.ts";
import { keysOf } from "./support/vendor-keys.ts";
import { verdict } from "./support/verdict.ts";

/** A registered vendor has no role here, and a user's access key: what static-keys-for-vendor says of one that has a role. */
export const keysInsteadOfRole: ContractRule = {
  id: "keys-instead-of-role",
  severity: "high",
  why: "The vendor was registered for a role that is not there, and has a user's key in its place: it works from everywhere until somebody deletes it, and no external id, session length or containment of a role holds it.",
  blind: "A user whose name, path, tags and inline policies say nothing of the vendor. Keys that were handed on.",
  remediation:
    "Deploy the vendor's role, move the vendor to it, set the key inactive, watch for a week, then delete it with its user.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles"],
  audit: ({ contract, account, roles }) => {
    if (roles.length > 0) return { type: "not-applicable" };
    const { found, missing } = keysOf(account, { names: [contract.vendor.toLowerCase()], buckets: contract.buckets });
    return verdict(found, missing);
  },
};
