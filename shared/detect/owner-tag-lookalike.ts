import { lookalikeOf, tagKeysOf } from "../model/tag-keys.ts";
import type { Rule, SeenCreation } from "./rule.ts";

/** The request carries a tag whose key differs from an owner tag's only in case. */
export const ownerTagLookalike: Rule<SeenCreation> = {
  id: "owner-tag-lookalike",
  severity: "medium",
  why: "Conditions on `aws:ResourceTag/studiouserid` match tag keys in any case. `StudioUserId` beside the real tag may open the resource to somebody else.",
  blind: "Keys that look alike in another way, such as letters of another script: no condition matches those.",
  remediation: "Remove the tag, and find out what writes it. Added later, it is taken away by itself.",
  detect: ({ current, settings }) => {
    const keys = tagKeysOf(settings);
    return Object.keys(current).flatMap((key) => {
      const tag = lookalikeOf(key, keys);
      return tag === undefined ? [] : [`${key} is set beside ${keys[tag]}`];
    });
  },
};
