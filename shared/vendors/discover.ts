import type { TrustedOutsider } from "../detect/audit/rule.ts";
import type { Contract } from "../model/contract.ts";
import type { AccountFacts, RoleFacts } from "../model/role-facts.ts";
import type { Settings } from "../model/settings.ts";
import { names } from "../names.ts";
import { type ContractIndex, indexOf } from "./contract-index.ts";
import { outsidersOf } from "./trust/outsiders.ts";

export interface Discovered {
  role: RoleFacts;
  outsiders: readonly TrustedOutsider[];
  /** Of the vendor that this role is, as far as can be told. */
  contract: Contract | undefined;
}

/**
 * Every role that somebody outside may take, that a contract means, or whose trust cannot be read: registered or not. `now`:
 * ISO 8601. A role that only an identity provider may take is here too, and is no vendor's (`isVendorRole`).
 */
export const discover = (
  facts: Pick<AccountFacts, "account" | "partition" | "roles">,
  contracts: readonly Contract[],
  settings: Pick<Settings, "organization">,
  now: string,
): readonly Discovered[] => {
  const { account, partition } = facts;
  const index = indexOf(contracts);
  const around = { account, partition, organization: settings.organization, vendorAccounts: index.byAccount, now };
  return facts.roles
    .map((role): Discovered => {
      const outsiders = role.trust.document === undefined ? [] : outsidersOf(role.trust.document, around);
      return { role, outsiders, contract: contractOf(role, outsiders, index) };
    })
    .filter(
      ({ role, outsiders, contract }) =>
        outsiders.length > 0 || contract !== undefined || role.trust.document === undefined,
    );
};

/** Taken by another account or by anybody, or meant by a contract. */
export const isVendorRole = ({ outsiders, contract }: Pick<Discovered, "outsiders" | "contract">): boolean =>
  contract !== undefined ||
  outsiders.some(({ type, account }) => foreign.has(type) || (type === "service" && account !== undefined));

const foreign: ReadonlySet<TrustedOutsider["type"]> = new Set(["account", "principal", "anybody", "deleted"]);

/** By its registered ARN, its place, its tag; else by an account that one contract alone has, which is a hint. */
const contractOf = (
  { arn, path, tags }: RoleFacts,
  outsiders: readonly TrustedOutsider[],
  { byRole, byVendor, byAccount }: ContractIndex,
): Contract | undefined => {
  const named = byRole.get(arn) ?? byVendor.get(vendorInPath(path)) ?? byVendor.get(tags?.[vendorTag] ?? "");
  if (named !== undefined) return named;
  const having = new Set(outsiders.flatMap(({ account }) => byAccount.get(account ?? "") ?? []));
  return having.size === 1 ? [...having][0] : undefined;
};

export const vendorTag = "sagewarden:vendor";

/** `/vendor/auger/` is auger's name space. */
const vendorInPath = (path: string): string =>
  path.startsWith(names.vendorPath) ? (path.slice(names.vendorPath.length).split("/")[0] ?? "") : "";
