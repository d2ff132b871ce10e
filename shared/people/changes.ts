import { lookalikeOf, type TagKeys } from "../model/tag-keys.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import type { LiveProfile } from "./model.ts";
import type { WantedProfile } from "./wanted.ts";

/** One thing that is not as it must be. A tag without `after` is another spelling of a key that decides: it has to go. */
export type Change =
  | { what: "tag"; key: string; before: string | null; after: string | null }
  | { what: "role"; before: string | null; after: string };

/** IAM's conditions mind no case in tag keys, SageMaker keeps both spellings: a second one decides as much as the first. */
export const lookalikes = (tags: Tags, keys: TagKeys): readonly string[] =>
  Object.keys(tags).filter((key) => lookalikeOf(key, keys) !== undefined);

/** From the profile as it is to the one that the directory wants. Other tags are nobody's business here. */
export const changesTo = (
  wanted: WantedProfile,
  live: Pick<LiveProfile, "tags" | "executionRole">,
  keys: TagKeys,
): readonly Change[] => [
  ...Object.entries(wanted.tags).flatMap(([key, after]): Change[] => {
    const before = Object.hasOwn(live.tags, key) ? (live.tags[key] ?? null) : null;
    return before === after ? [] : [{ what: "tag", key, before, after }];
  }),
  ...lookalikes(live.tags, keys).map(
    (key): Change => ({ what: "tag", key, before: live.tags[key] ?? null, after: null }),
  ),
  ...(live.executionRole === wanted.executionRole
    ? []
    : [{ what: "role" as const, before: live.executionRole ?? null, after: wanted.executionRole }]),
];

/** What has to be written. */
export const writesOf = (
  changes: readonly Change[],
): { add: Tags; remove: readonly string[]; role: string | undefined } => ({
  add: tagMap(
    changes.flatMap((one) => (one.what === "tag" && one.after !== null ? [[one.key, one.after] as const] : [])),
  ),
  remove: changes.flatMap((one) => (one.what === "tag" && one.after === null ? one.key : [])),
  role: changes.find((one) => one.what === "role")?.after ?? undefined,
});
