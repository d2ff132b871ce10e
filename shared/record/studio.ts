import type { StudioIdentity } from "../attribute/lookups.ts";
import type { StudioCalls, StudioPlace } from "../aws/sagemaker-studio.ts";
import { parseArn } from "../model/arn.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import type { TableCache } from "./cache.ts";
import { identityKey, profileKey } from "./keys.ts";
import type { StudioReads } from "./lookups.ts";

/** Seconds for which a profile's tags and role are kept: a change of them is seen after that. */
const keepKnown = 600;
/** Nobody of that name, or too many alike: a profile may be made soon, but a settling creation asks some 20 times. */
const keepUnknown = 30;
const keepFor = (found: readonly StudioIdentity[] | StudioIdentity): number =>
  Array.isArray(found) && found.length === 0 ? keepUnknown : keepKnown;

interface Means {
  calls: StudioCalls;
  listTags(arn: string): Promise<Tags>;
  cache: TableCache;
}

/** Studio's profiles and spaces with their tags and roles: asked once in ten minutes. */
export const studioReads = ({ calls, listTags, cache }: Means): StudioReads => {
  const profile = async (place: StudioPlace): Promise<StudioIdentity | undefined> => {
    const { arn, executionRole } = await calls.describeProfile(place);
    if (arn === undefined) return undefined;
    const tags = await listTags(arn);
    const role = executionRole ?? (await calls.describeDomain(place.region, place.domainId)).profileRole;
    return { arn, tags, executionRole: role, roleIsOwn: executionRole !== undefined };
  };

  /** A private space is its owner's: what runs in it runs as that profile. A shared one is its own. */
  const space = async (place: StudioPlace): Promise<StudioIdentity | undefined> => {
    const { arn, ownerProfile } = await calls.describeSpace(place);
    if (arn === undefined) return undefined;
    if (ownerProfile !== undefined) return profile({ ...place, name: ownerProfile });
    const { spaceRole } = await calls.describeDomain(place.region, place.domainId);
    return { arn, tags: await listTags(arn), executionRole: spaceRole };
  };

  const named = async (name: string, region: string): Promise<readonly StudioIdentity[]> => {
    const places = (await calls.profilesNamed(region, name)) ?? [];
    const found = await Promise.all(places.map(profile));
    return found.filter((identity) => identity !== undefined);
  };

  return {
    profilesNamed: async (name, region) =>
      ((await cache(profileKey(name, region), keepFor, () => named(name, region))) ?? []).map(revived),
    studioIdentity: async (arn) => {
      const { type, ...place } = placeOf(arn);
      const asks = { "user-profile": () => profile(place), space: () => space(place) };
      const ask = type === "user-profile" || type === "space" ? asks[type] : undefined;
      const identity = ask && (await cache(identityKey(arn), keepFor, ask));
      return identity && revived(identity);
    },
  };
};

const revived = (identity: StudioIdentity): StudioIdentity => ({
  ...identity,
  tags: tagMap(Object.entries(identity.tags)),
});

/** `user-profile/<domain>/<name>`, `space/<domain>/<name>`. */
const placeOf = (arn: string): StudioPlace & { type: string } => {
  const parsed = parseArn(arn);
  const [type = "", domainId = "", name = ""] = parsed?.resource.split("/") ?? [];
  const isPlace = parsed?.service === "sagemaker" && domainId !== "" && name !== "";
  return { type: isPlace ? type : "", region: parsed?.region ?? "", domainId, name };
};
