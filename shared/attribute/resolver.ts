import type { Creation, Recorded } from "../model/activity.ts";
import type { Attribution, Conflict, OwnerTag, ResolverId, Strength } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import type { TagKeys } from "../model/tag-keys.ts";
import type { Directory } from "./directory.ts";
import type { Witness } from "./identities.ts";
import type { Lineage, Lookups } from "./lookups.ts";
import type { Chain } from "./session-chain.ts";

/** One tag's value and the field that proves it. The value is in the directory. */
export interface Proof {
  value: string;
  field: string;
  strength: Strength;
}

/** What the caller says of itself. Judged against the proofs when all have been heard. */
export interface Claim {
  tag: OwnerTag;
  value: string;
  field: string;
}

export type Unproven = Attribution["unproven"][number];

/** What one resolver found. An empty object: nothing. */
export interface Found {
  team?: Proof;
  studiouserid?: Proof;
  claims?: readonly Claim[];
  conflicts?: readonly Conflict[];
  unproven?: readonly Unproven[];
  /** Two proofs exclude each other: nobody is the owner, and nobody else is asked. */
  excluded?: true;
}

/** What a resolver is shown. */
export interface Seen {
  recorded: Recorded;
  /** Absent when only the principal is asked for. */
  creation: Creation | undefined;
  settings: Settings;
  /** What the account calls the owner's tags. */
  keys: TagKeys;
  directory: Directory;
  lookups: Lookups;
  /** The sessions behind the principal. Asked for once. */
  chain(): Promise<Chain>;
  /** The people of the directory whom AWS authenticated behind those sessions. */
  authenticated(): Promise<readonly Witness[]>;
  /** The Describe answer of the creation. Asked for once. */
  lineage(): Promise<Lineage | undefined>;
}

export interface Resolver {
  id: ResolverId;
  /** The tags it can prove. It is asked only while one of them is missing. */
  proves: readonly OwnerTag[];
  /** Whether it looks at the principal alone, or at the creation too. */
  of: "principal" | "creation";
  resolve(seen: Seen): Promise<Found>;
}

/** Goes the ways in turn until one proves something, or excludes everybody; keeps what the ones before it doubted. */
export const firstProof = async (ways: readonly (() => Promise<Found>)[]): Promise<Found> => {
  let all: Found = {};
  for (const way of ways) {
    const found = await way();
    all = {
      ...found,
      unproven: [...(all.unproven ?? []), ...(found.unproven ?? [])],
      conflicts: [...(all.conflicts ?? []), ...(found.conflicts ?? [])],
    };
    if (found.team || found.studiouserid || found.excluded) return all;
  }
  return all;
};
