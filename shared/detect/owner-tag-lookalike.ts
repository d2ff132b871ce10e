import { ownerTags } from "../model/owner.ts";
import type { Rule, SeenCreation } from "./rule.ts";

const isOwnerTag = (key: string): boolean => (ownerTags as readonly string[]).includes(key);

/** The request carries a tag whose key differs from an owner tag's only in case. */
export const ownerTagLookalike: Rule<SeenCreation> = {
  id: "owner-tag-lookalike",
  severity: "medium",
  why: "Conditions on `aws:ResourceTag/studiouserid` match tag keys in any case. `StudioUserId` beside the real tag may open the resource to somebody else.",
  blind: "Keys that look alike in another way, such as letters of another script: no condition matches those.",
  remediation: "Remove the tag, and find out what writes it. Added later, it is taken away by itself.",
  detect: ({ current }) =>
    Object.keys(current)
      .filter((key) => !isOwnerTag(key) && isOwnerTag(key.toLowerCase()))
      .map((key) => `${key} is set beside ${key.toLowerCase()}`),
};
