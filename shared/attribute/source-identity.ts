import { ownerTags } from "../model/owner.ts";
import { isProfileName, isRegion } from "./inputs.ts";
import { doubted } from "./owner-tags.ts";
import type { Resolver } from "./resolver.ts";
import { studioProof } from "./studio.ts";

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
    const { principal, region } = seen.recorded;
    const name = principal.session?.sourceIdentity;
    if (principal.type !== "AssumedRole" || name === undefined || !isProfileName(name) || !isRegion(region)) return {};
    const profiles = await seen.lookups.profilesNamed(name, region);
    const [profile] = profiles;
    const field = "sessionContext.sourceIdentity";
    if (profile === undefined) return {};
    if (profiles.length > 1)
      return doubted([{ tag: "studiouserid", value: name, field }], `${profiles.length} user profiles have this name`);
    return studioProof(profile, { field, by: "service" }, seen);
  },
};
