import { type Tags, tagMap } from "../model/tags.ts";
import { isFields } from "./fields.ts";

/** Tags of a record. Not complete: something was cut off or could not be read, so an absent tag proves nothing. */
export interface ReadTags {
  tags: Tags;
  complete: boolean;
}

/** `[{key,value}]` or `[{Key,Value}]`. Absent or null: no tags were given. */
export const readTagList = (value: unknown): ReadTags => {
  if (value === undefined || value === null) return { tags: tagMap([]), complete: true };
  if (!Array.isArray(value)) return { tags: tagMap([]), complete: false };
  const pairs = value.map(readPair);
  return { tags: tagMap(pairs.filter((pair) => pair !== undefined)), complete: !pairs.includes(undefined) };
};

const readPair = (value: unknown): readonly [string, string] | undefined => {
  if (!isFields(value)) return undefined;
  return pair(value.key ?? value.Key, value.value ?? value.Value);
};

/** `{team: "a"}`: the form of `principalTags`, `incomingTransitiveTags` and state-change events. */
export const readTagMap = (value: unknown): ReadTags => {
  if (!isFields(value)) return { tags: tagMap([]), complete: value === undefined || value === null };
  const pairs = Object.entries(value).map(([key, tag]) => pair(key, tag));
  return { tags: tagMap(pairs.filter((entry) => entry !== undefined)), complete: !pairs.includes(undefined) };
};

/** A key or value longer than any service takes was not written by one. */
const pair = (key: unknown, value: unknown): readonly [string, string] | undefined =>
  typeof key === "string" && typeof value === "string" && key !== "" && key.length <= 512 && value.length <= 2_048
    ? [key, value]
    : undefined;
