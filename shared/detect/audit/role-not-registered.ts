import { indexOf } from "../../vendors/contract-index.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { byAccount, callersOf, foundOrClean, nameOf, placeOf } from "./support/trust.ts";

/** Also says where it cannot be told whether somebody is outside. */
export const roleNotRegistered: AuditRule = {
  id: "role-not-registered",
  severity: "high",
  why: "Somebody outside may take a role that no contract speaks of: nobody declared who it is, what it may do and until when, so nobody notices when it does something else.",
  blind:
    "Who an account really is. Public lists of vendors' accounts are a hint that anybody may have written, and an attacker's account can be on them.",
  remediation:
    "Find out who needs it. `sagewarden vendors adopt ROLE` proposes a contract for the settings; remove the trust if nobody does. Accounts of our own belong into organization.accounts.",
  sources: ["https://github.com/fwdcloudsec/known_aws_accounts"],
  everyRole: true,
  ofTrust: true,
  audit: (seen) => {
    const { outsiders, contract, contracts } = seen;
    const isUnknown = outsiders.some(({ type }) => type === "organization");
    const missing = isUnknown ? { missing: ["organization id"] as const } : {};
    const callers = [...callersOf(seen), ...outsiders.filter(({ type }) => type === "service")];
    if (contract !== undefined || callers.length === 0)
      return isUnknown ? { type: "unknown", missing: ["organization id"] } : { type: "not-applicable" };
    const severity = contracts.length === 0 ? ("low" as const) : ("high" as const);
    const found = byAccount(callers).map(
      (one): Found => ({ ...sentence(one, seen), where: placeOf(seen, one), severity }),
    );
    return isUnknown ? { type: "found", found, ...missing } : foundOrClean(found);
  },
};

const sentence = (one: Parameters<typeof nameOf>[0], { contracts }: SeenRole): Pick<Found, "detail"> => {
  if (indexOf(contracts).byAccount.has(one.account ?? ""))
    return { detail: `${nameOf(one)} may take the role, and more than one contract has that account: it may be any's` };
  const via = one.type === "service" ? ` through ${one.principal}` : "";
  const detail = `${nameOf(one)} may take the role${via}, and no contract names it`;
  return { detail: contracts.length === 0 ? `${detail}: no vendor is registered at all` : detail };
};
