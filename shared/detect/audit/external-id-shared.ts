import type { RoleFacts } from "../../model/role-facts.ts";
import type { AuditRule, SeenRole } from "./rule.ts";
import { externalIdsOf } from "./support/external-ids.ts";
import { type Peer, peersOf } from "./support/peers.ts";
import { callersOf, foundOrClean, inTrust, statementsOf } from "./support/trust.ts";

/** Two roles of one contract, or with an account in common, are one vendor's. */
const isAnotherVendors = (one: Peer, other: Peer): boolean => {
  if (one.contract !== undefined && other.contract !== undefined) return one.contract !== other.contract;
  const accounts = accountsOf(one);
  return accounts.size > 0 && ![...accountsOf(other)].some((account) => accounts.has(account));
};

const accountsOf = ({ outsiders, contract }: Peer): ReadonlySet<string> =>
  new Set([...outsiders.flatMap(({ account }) => account ?? []), ...(contract?.accounts ?? [])]);

export const externalIdShared: AuditRule = {
  id: "external-id-shared",
  severity: "medium",
  why: "An external id is a secret between two. Where two vendors have the same one, each can have the other's role opened.",
  blind: "Vendors of other accounts of ours, and values in conditions that are variables or patterns.",
  remediation: "Give each vendor a value of its own; change the one that both know.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
  ofTrust: true,
  audit: (seen) => {
    const ids = externalIdsOf(seen);
    if (callersOf(seen).length === 0 || ids.length === 0) return { type: "not-applicable" };
    const { byExternalId } = peersOf(seen);
    const shared = ids.flatMap(({ statement, value }) => {
      const others = (byExternalId.get(value) ?? []).filter(({ role }) => role !== seen.role);
      const other = others.find((one) => isAnotherVendors(seen, one))?.role;
      return other === undefined ? [] : [{ statement, other }];
    });
    return foundOrClean(
      shared.map(({ statement, other }) => ({ detail: sentence(other), where: place(seen, statement) })),
    );
  },
};

const sentence = ({ arn }: RoleFacts): string => `${arn}, which another vendor takes, has the same external id`;

const place = (seen: SeenRole, index: number) => {
  const statement = statementsOf(seen).find((one) => one.index === index);
  return statement === undefined ? { policy: "trust", statement: index } : inTrust(statement);
};
