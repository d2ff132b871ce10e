import { ownerTags } from "../model/owner.ts";
import type { Witness } from "./identities.ts";
import { isProfileName, isRegion } from "./inputs.ts";
import type { StudioIdentity } from "./lookups.ts";
import { doubted } from "./owner-tags.ts";
import type { Resolver, Seen } from "./resolver.ts";
import { type Naming, studioProof, studioWitness } from "./studio.ts";

/**
 * `sessionContext.sourceIdentity`, which Studio sets to the user profile's name, then the tags of that profile.
 *
 * What it trusts: that a source identity cannot be changed once it is set, and that only the role's trust policy lets
 * somebody set it. It counts if exactly one profile of the account and region has the name, the session's role is that
 * profile's execution role, and the principal that asked for the session is nobody else. A source identity that is only a
 * person's name or address in the directory proves nothing.
 *
 * What it cannot see: a principal that may set any source identity on a profile's role and is not in the directory.
 */
export const sourceIdentity: Resolver = {
  id: "source-identity",
  proves: ownerTags,
  of: "principal",
  resolve: async (seen) => {
    const { name, profiles } = await namedBy(seen);
    const [profile] = profiles;
    if (profile === undefined) return {};
    if (profiles.length > 1) {
      const claim = { tag: "studiouserid", value: name, field: naming.field } as const;
      return doubted([claim], `${profiles.length} user profiles have this name`);
    }
    return studioProof(profile, naming, seen);
  },
};

const naming: Naming = { field: "sessionContext.sourceIdentity", by: "service" };

/** The person whom the source identity proves, for whoever holds the session's tags against it. */
export const sourceIdentityWitness = async (seen: Seen): Promise<Witness | undefined> => {
  const { profiles } = await namedBy(seen);
  const [profile] = profiles;
  return profile !== undefined && profiles.length === 1 ? studioWitness(profile, naming, seen) : undefined;
};

const namedBy = async ({ recorded, lookups }: Seen): Promise<{ name: string; profiles: readonly StudioIdentity[] }> => {
  const { principal, region } = recorded;
  const name = principal.session?.sourceIdentity ?? "";
  const isAskable = principal.type === "AssumedRole" && isProfileName(name) && isRegion(region);
  return { name, profiles: isAskable ? await lookups.profilesNamed(name, region) : [] };
};
