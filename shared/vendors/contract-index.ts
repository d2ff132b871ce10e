import type { Contract } from "../model/contract.ts";

/** Contracts by what tells them. */
export interface ContractIndex {
  byVendor: ReadonlyMap<string, Contract>;
  /** By the role's ARN. */
  byRole: ReadonlyMap<string, Contract>;
  byAccount: ReadonlyMap<string, readonly Contract[]>;
}

const indexes = new WeakMap<readonly Contract[], ContractIndex>();

/** Made once for a list: an account may have thousands of roles, and each is asked for its contract many times. */
export const indexOf = (contracts: readonly Contract[]): ContractIndex => {
  const known = indexes.get(contracts);
  if (known !== undefined) return known;
  const byAccount = new Map<string, Contract[]>();
  for (const contract of contracts)
    for (const account of new Set(contract.accounts))
      byAccount.set(account, [...(byAccount.get(account) ?? []), contract]);
  const made = {
    byVendor: new Map(contracts.map((contract) => [contract.vendor, contract])),
    byRole: new Map(contracts.map((contract) => [contract.role.arn, contract])),
    byAccount,
  };
  indexes.set(contracts, made);
  return made;
};
