import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { externalIdsOf } from "./support/external-ids.ts";
import { fixedTrust, without } from "./support/fixed.ts";
import { byAccount, callersOf, foundOrClean, inTrust, letsIn, nameOf, placeOf, statementsOf } from "./support/trust.ts";

export const trustWiderThanContract: AuditRule = {
  id: "trust-wider-than-contract",
  severity: "high",
  why: "The contract says which accounts are the vendor's, and with which external id and session names it comes. Whoever else may take the role has what the vendor was given, and its acts look like the vendor's.",
  blind:
    "Principals of our own account: they may take the role where their own policies let them. The value of an external id that we keep (`externalId: auto`) is not read here.",
  remediation:
    "Take out whoever is not in the contract, or register the account with the vendor if it is the vendor's.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html"],
  ofTrust: true,
  audit: (seen) => {
    if (seen.contract === undefined) return { type: "not-applicable" };
    return foundOrClean([...foreigners(seen), ...otherWays(seen), ...otherIds(seen), ...otherNames(seen)]);
  },
};

const foreigners = (seen: SeenRole): Found[] =>
  byAccount(
    seen.outsiders.filter(
      ({ type, account }) =>
        (type === "account" || type === "principal" || type === "service") &&
        (account === undefined || !seen.contract?.accounts.includes(account)),
    ),
  ).map((one) => {
    const fixed = fixedTrust(seen, one.statement, without(new Set([one.principal])));
    const detail = `${nameOf(one)} may take the role, and is not in the contract`;
    return { detail, where: placeOf(seen, one), ...(fixed !== undefined && { fixed }) };
  });

/** A vendor's role is for the vendor: no identity provider, no service. */
const otherWays = (seen: SeenRole): Found[] =>
  statementsOf(seen)
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) =>
      [...(statement.principals?.federated ?? []), ...(statement.principals?.service ?? [])].map((principal) => ({
        detail: `${principal} may take the vendor's role too`,
        where: inTrust(statement),
        severity: "medium" as const,
      })),
    );

const otherIds = (seen: SeenRole): Found[] => {
  const { contract } = seen;
  if (contract?.externalId.type !== "given") return [];
  const { value } = contract.externalId;
  const other = externalIdsOf(seen).filter((one) => one.value !== value && !/[*?]/.test(one.value));
  return statementsOf(seen)
    .filter(({ index }) => other.some(({ statement }) => statement === index))
    .map((statement) => ({
      detail: "another external id than the contract's is taken",
      where: inTrust(statement),
      severity: "medium" as const,
    }));
};

/** What the contract asks of sessions' names, where IAM could check it and does not. */
const otherNames = (seen: SeenRole): Found[] => {
  const { contract } = seen;
  const asked = [
    ["sts:rolesessionname", contract?.sessionNameStart, "session name"],
    ["sts:sourceidentity", contract?.sourceIdentityStart, "source identity"],
  ] as const;
  return asked.flatMap(([key, start, what]) => {
    if (start === undefined) return [];
    const open = callersOf(seen).find((one) => letsIn(seen, one, new Map([[key, ["sagewarden.asks"]]])));
    if (open === undefined) return [];
    const detail = `any ${what} is taken, and the contract says how it begins`;
    return { detail, where: placeOf(seen, open), severity: "low" as const };
  });
};
