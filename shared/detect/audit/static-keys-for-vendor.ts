import type { AuditRule } from "./rule.ts";
import { keysOf } from "./support/vendor-keys.ts";
import { vendorNames } from "./support/vendor-names.ts";
import { verdict } from "./support/verdict.ts";

/** A user of the account that is the vendor's has an access key. */
export const staticKeysForVendor: AuditRule = {
  id: "static-keys-for-vendor",
  severity: "high",
  why: "A key of a user works from everywhere until somebody deletes it: no external id, no session that ends, nothing that containing the role would stop.",
  blind:
    "A user whose name, path, tags and inline policies say nothing of the vendor. Keys that were handed on are not seen.",
  remediation: "Move the vendor to its role, set the key inactive, watch for a week, then delete it with its user.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles"],
  audit: (seen) => {
    const { found, missing } = keysOf(seen.account, {
      names: vendorNames(seen),
      buckets: seen.contract?.buckets ?? [],
    });
    return verdict(found, missing);
  },
};
