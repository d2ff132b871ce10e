import type { StudioCalls, StudioPlace } from "../aws/sagemaker-studio.ts";
import { parseArn } from "../model/arn.ts";
import type { TableCache } from "./cache.ts";
import { identityKey, profileKey } from "./keys.ts";
import type { StudioReads, UntaggedIdentity } from "./lookups.ts";

/** Seconds for which a profile's role is kept: a change of it is seen after that. Tags, which say whose it is, never are. */
const keepKnown = 600;
/** Nobody of that name, or too many alike: a profile may be made soon, but a settling creation asks some 20 times. */
const keepUnknown = 30;
const keepFor = (found: readonly UntaggedIdentity[] | UntaggedIdentity): number =>
  Array.isArray(found) && found.length === 0 ? keepUnknown : keepKnown;

interface Means {
  calls: StudioCalls;
  cache: TableCache;
}

/** Studio's profiles and spaces with their roles: asked once in ten minutes. */
export const studioReads = ({ calls, cache }: Means): StudioReads => {
  const profile = async (place: StudioPlace): Promise<UntaggedIdentity | undefined> => {
    const { arn, executionRole } = await calls.describeProfile(place);
    if (arn === undefined) return undefined;
    const role = executionRole ?? (await calls.describeDomain(place.region, place.domainId)).profileRole;
    return { arn, executionRole: role, roleIsOwn: executionRole !== undefined };
  };

  /** A private space is its owner's: what runs in it runs as that profile. A shared one is its own. */
  const space = async (place: StudioPlace): Promise<UntaggedIdentity | undefined> => {
    const { arn, ownerProfile } = await calls.describeSpace(place);
    if (arn === undefined) return undefined;
    if (ownerProfile !== undefined) return profile({ ...place, name: ownerProfile });
    const { spaceRole } = await calls.describeDomain(place.region, place.domainId);
    return { arn, executionRole: spaceRole, roleIsOwn: false };
  };

  const named = async (name: string, region: string): Promise<readonly UntaggedIdentity[]> => {
    const places = (await calls.profilesNamed(region, name)) ?? [];
    const found = await Promise.all(places.map(profile));
    return found.filter((identity) => identity !== undefined);
  };

  return {
    profilesNamed: async (name, region) =>
      (await cache(profileKey(name, region), keepFor, () => named(name, region))) ?? [],
    studioIdentity: async (arn) => {
      const { type, ...place } = placeOf(arn);
      const asks = { "user-profile": () => profile(place), space: () => space(place) };
      const ask = type === "user-profile" || type === "space" ? asks[type] : undefined;
      return ask && cache(identityKey(arn), keepFor, ask);
    },
  };
};

/** `user-profile/<domain>/<name>`, `space/<domain>/<name>`. */
const placeOf = (arn: string): StudioPlace & { type: string } => {
  const parsed = parseArn(arn);
  const [type = "", domainId = "", name = ""] = parsed?.resource.split("/") ?? [];
  const isPlace = parsed?.service === "sagemaker" && domainId !== "" && name !== "";
  return { type: isPlace ? type : "", region: parsed?.region ?? "", domainId, name };
};
