import type { AuditRule } from "./rule.ts";
import { peersOf } from "./support/peers.ts";
import { callersOf } from "./support/trust.ts";

export const severalRolesOfAVendor: AuditRule = {
  id: "several-roles-of-a-vendor",
  severity: "medium",
  why: "A contract speaks of one role. What the vendor may do through a second one is in no contract, and cutting off the first does not cut off the vendor.",
  blind: "A second role that trusts an account of the vendor which no contract and no tag names.",
  remediation:
    "Remove the role that is not the contract's, or register it as a vendor of its own, with its own contract.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"],
  audit: (seen) => {
    const { role, contract } = seen;
    if (contract === undefined || callersOf(seen).length === 0) return { type: "not-applicable" };
    if (role.arn === contract.role.arn) return { type: "clean" };
    const siblings = (peersOf(seen).byContract.get(contract) ?? []).filter(
      (other) => other.role !== role && other.outsiders.length > 0,
    );
    // Where the contract's own role is not there, the first by name stands for it.
    const first = siblings.find((other) => other.role.arn === contract.role.arn || other.role.arn < role.arn);
    if (first === undefined) return { type: "clean" };
    const detail = `${contract.vendor} may take this role beside ${first.role.arn}`;
    return { type: "found", found: [{ detail, where: { policy: "role", statement: null } }] };
  },
};
