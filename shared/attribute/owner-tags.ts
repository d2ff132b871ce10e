import { ownerTags } from "../model/owner.ts";
import { isSamePrincipalKey, type TagKeys } from "../model/tag-keys.ts";
import type { Tags } from "../model/tags.ts";
import type { Directory } from "./directory.ts";
import type { Claim, Found, Unproven } from "./resolver.ts";

/** Longest value that is repeated to people: the service's own limit. What is longer is cut. */
const shownLength = 256;

export const shown = (value: string): string =>
  value.length > shownLength ? `${value.slice(0, shownLength)}…` : value;

/**
 * The tag of a principal (role, user, session). IAM and STS take tag keys without regard to case, so `StudioUserId` is the
 * tag; two keys that differ only by case cannot both be, so neither counts.
 */
export const principalTag = (tags: Tags, wanted: string): { key: string; value: string } | undefined => {
  const found = Object.keys(tags).filter((key) => isSamePrincipalKey(key, wanted));
  const [key = ""] = found;
  const value = tags[key];
  return found.length === 1 && value !== undefined ? { key, value } : undefined;
};

/** The owner tags of a SageMaker resource. There keys are case-sensitive. */
export const resourceClaims = (tags: Tags, keys: TagKeys, fieldOf: (key: string) => string): readonly Claim[] =>
  ownerTags.flatMap((tag) => {
    const key = keys[tag];
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value === undefined ? [] : [{ tag, value, field: fieldOf(key) }];
  });

export const isInDirectory = (directory: Directory, { tag, value }: Pick<Claim, "tag" | "value">): boolean =>
  tag === "team" ? directory.isTeam(value) : directory.isPerson(value);

export const outside = ({ tag, value, field }: Claim): Unproven => ({
  tag,
  value: shown(value),
  why: `the directory has no such ${tag === "team" ? "team" : "person"} (${field})`,
});

/** Believes the claims: those of the directory are proofs, the others are told. */
export const believed = (
  claims: readonly Claim[],
  directory: Directory,
  strength: "proven" | "corroborated" | "derived",
): Found => {
  const known = claims.filter((claim) => isInDirectory(directory, claim));
  const unknown = claims.filter((claim) => !isInDirectory(directory, claim));
  const proofs = Object.fromEntries(known.map(({ tag, value, field }) => [tag, { value, field, strength }]));
  return { ...proofs, unproven: unknown.map(outside) };
};

/** None of the claims is believed, for one reason. */
export const doubted = (claims: readonly Claim[], why: string): Found => ({
  unproven: claims.map(({ tag, value, field }) => ({ tag, value: shown(value), why: `${why} (${field})` })),
});
