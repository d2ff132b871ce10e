import { type Tags, tagMap } from "../model/tags.ts";
import { isFields } from "./fields.ts";

/** Tags of a record. Not complete: something was cut off or could not be read, so an absent tag proves nothing. */
export interface ReadTags {
  tags: Tags;
  complete: boolean;
}

/**
 * `[{key,value}]` or `[{Key,Value}]`. Absent or null: no tags were given. A key with two values has none: which of them the
 * resource got, only the resource can tell.
 */
export const readTagList = (value: unknown): ReadTags => {
  if (value === undefined || value === null) return { tags: tagMap([]), complete: true };
  if (!Array.isArray(value)) return { tags: tagMap([]), complete: false };
  const pairs = value.map(readPair);
  const read = pairs.filter((pair) => pair !== undefined);
  const tags = tagMap(read);
  const contradicted = new Set(read.flatMap(([key, text]) => (tags[key] === text ? [] : [key])));
  return {
    tags: contradicted.size === 0 ? tags : tagMap(read.filter(([key]) => !contradicted.has(key))),
    complete: contradicted.size === 0 && !pairs.includes(undefined),
  };
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
