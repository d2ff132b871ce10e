import { type Owner, type OwnerTag, ownerTags } from "./owner.ts";
import { inDirectory, type Settings } from "./settings.ts";
import { type Tags, tagMap } from "./tags.ts";

/**
 * Settings, ledger and `Owner` know a tag by its name, `team`; an account has it under its key, which the settings may
 * choose: `tags.team.key: CostTeam`. A map of AWS tags has keys, always: here one becomes the other.
 */
export type TagKeys = Readonly<Record<OwnerTag, string>>;

type Rules = Pick<Settings, "tags">;

export const keyOf = (name: string, { tags }: Rules): string => inDirectory(tags, name)?.key ?? name;

/** Of the tags that decide access, those of a second border among them. */
export const tagKeysOf = (settings: Rules): TagKeys & { project: string } => ({
  team: keyOf("team", settings),
  studiouserid: keyOf("studiouserid", settings),
  project: keyOf("project", settings),
});

/** The name of the tag that has this key. */
export const nameOf = (key: string, settings: Rules): string | undefined =>
  Object.keys(settings.tags).find((name) => keyOf(name, settings) === key);

/** Which of the owner's tags has this key. On resources the case counts. */
export const ownerTagOf = (key: string, keys: TagKeys): OwnerTag | undefined =>
  ownerTags.find((tag) => keys[tag] === key);

/**
 * Which of the owner's tags a key is but for its case. Conditions on `aws:ResourceTag/studiouserid` match keys in any case,
 * so `StudioUserId` beside the real tag is somebody's second key to the door.
 */
export const lookalikeOf = (key: string, keys: TagKeys): OwnerTag | undefined =>
  ownerTagOf(key, keys) === undefined
    ? ownerTags.find((tag) => keys[tag].toLowerCase() === key.toLowerCase())
    : undefined;

const folded = (key: string): string => key.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/**
 * IAM and STS take tag keys without regard to case. Of letters beyond A to Z nobody says what that means, and some (the Kelvin
 * sign) become a plain k: they are what they are.
 */
export const isSamePrincipalKey = (one: string, other: string): boolean => folded(one) === folded(other);

/** The tags that an owner stands for: only what is proven, so perhaps only the team. */
export const tagsOfOwner = (owner: Owner, keys: TagKeys): Tags =>
  tagMap(ownerTags.flatMap((tag) => (owner[tag] === null ? [] : [[keys[tag], owner[tag].value] as const])));
