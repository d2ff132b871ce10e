import type { Contract } from "../../../model/contract.ts";
import type { AccountFacts } from "../../../model/role-facts.ts";
import type { SeenRole } from "../rule.ts";
import { externalIdsOf } from "./external-ids.ts";

/** One of an account's vendor roles, as another one's rule sees it. */
export type Peer = Pick<SeenRole, "role" | "outsiders" | "contract">;

interface Peers {
  byContract: ReadonlyMap<Contract, readonly Peer[]>;
  /** Roles that take an external id, by it. Patterns and variables are nobody's value. */
  byExternalId: ReadonlyMap<string, readonly Peer[]>;
}

const known = new WeakMap<AccountFacts, Peers>();

/** The account's vendor roles by what two of them may have in common: made once, however many roles ask. */
export const peersOf = (seen: SeenRole): Peers => {
  const before = known.get(seen.account);
  if (before !== undefined) return before;
  const all: readonly Peer[] = [seen, ...seen.others];
  const made = {
    byContract: grouped(all, ({ contract }) => (contract === undefined ? [] : [contract])),
    byExternalId: grouped(all, (one) => [...new Set(externalIdsOf(one).map(({ value }) => value))].filter(isWhole)),
  };
  known.set(seen.account, made);
  return made;
};

const isWhole = (value: string): boolean => !/[*?]|\$\{/.test(value);

const grouped = <Key>(
  peers: readonly Peer[],
  keysOf: (peer: Peer) => readonly Key[],
): ReadonlyMap<Key, readonly Peer[]> => {
  const groups = new Map<Key, Peer[]>();
  for (const peer of peers)
    for (const key of keysOf(peer)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [peer]);
      else group.push(peer);
    }
  return groups;
};
