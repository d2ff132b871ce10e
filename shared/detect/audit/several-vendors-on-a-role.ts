import { indexOf } from "../../vendors/contract-index.ts";
import type { AuditRule, SeenRole, TrustedOutsider } from "./rule.ts";
import { callersOf, withHint } from "./support/trust.ts";

export const severalVendorsOnARole: AuditRule = {
  id: "several-vendors-on-a-role",
  severity: "high",
  why: "One role for two vendors: what one does cannot be told from what the other does, each has what the other needs, and an abused role cannot be cut off without hurting the one who behaved.",
  blind:
    "Two vendors behind one account, and one vendor with accounts that neither a contract nor a public list puts together.",
  remediation: "Make a role for each vendor, with a contract of its own.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"],
  ofTrust: true,
  audit: (seen) => {
    const named = new Map(
      callersOf(seen)
        .filter(({ account }) => account !== undefined)
        .map((one) => [vendorOf(seen, one), one]),
    );
    if (named.size < 2) return { type: "clean" };
    const names = [...named].map(([name, one]) =>
      one.hint === name || name === unnamed ? withHint(one.account ?? "", one.hint) : name,
    );
    return {
      type: "found",
      found: [
        {
          detail: `${named.size} vendors may take the role: ${names.join(", ")}`,
          where: { policy: "trust", statement: null },
        },
      ],
    };
  },
};

const unnamed = "";

/** By the contract that has the account, else by the public lists' word; accounts that nobody names are taken for one. */
const vendorOf = ({ contract, contracts }: SeenRole, { account = "", hint }: TrustedOutsider): string => {
  if (contract?.accounts.includes(account)) return contract.vendor;
  return indexOf(contracts).byAccount.get(account)?.[0]?.vendor ?? hint ?? unnamed;
};
