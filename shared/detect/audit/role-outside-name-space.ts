import type { Severity } from "../../model/finding.ts";
import { names, vendorRole } from "../../names.ts";
import type { AuditRule } from "./rule.ts";
import { callersOf } from "./support/trust.ts";

export const roleOutsideNameSpace: AuditRule = {
  id: "role-outside-name-space",
  severity: "low",
  why: "A vendor's role under `/vendor/NAME/` is seen by every rule that watches vendors, and one policy can speak of all of them. Elsewhere it is one role among others, and a name is all that tells it.",
  blind: "A role in the right place that is somebody else's: its trust tells.",
  remediation:
    "Deploy the role with the VendorRole construct, give the vendor its new ARN, then remove the old one: a role's path cannot be changed. Register it by roleArn as long as somebody else deploys it.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names"],
  audit: (seen) => {
    const { role, contract } = seen;
    if (contract === undefined || callersOf(seen).length === 0) return { type: "not-applicable" };
    const { path } = vendorRole(contract.vendor);
    if (role.path.startsWith(path)) return { type: "clean" };
    const isRegistered = role.arn === contract.role.arn;
    const detail = `the role of ${contract.vendor} is in ${role.path}, its name space is ${path}`;
    const severity = isRegistered ? "info" : severityOf(role.path);
    return { type: "found", found: [{ detail, where: { policy: "role", statement: null }, severity }] };
  },
};

/** Where a role lies opens nothing; in another vendor's name space it is taken for the other's. */
const severityOf = (path: string): Severity => (path.startsWith(names.vendorPath) ? "medium" : "low");
