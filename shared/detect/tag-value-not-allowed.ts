import { ownerTags } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import { keyOf } from "../model/tag-keys.ts";
import type { Rule, SeenCreation } from "./rule.ts";

const isOwnerTag = (name: string): boolean => (ownerTags as readonly string[]).includes(name);

/** The values that the settings allow for a tag; undefined when any will do. */
const allowedValues = (name: string, settings: Settings): readonly string[] | undefined => {
  const values = settings.tags[name]?.values;
  if (values === "teams") return Object.keys(settings.teams);
  if (values === "people") return Object.keys(settings.people);
  return values;
};

/** A further tag of the settings has a value that they do not allow. Present is not the same as right. */
export const tagValueNotAllowed: Rule<SeenCreation> = {
  id: "tag-value-not-allowed",
  severity: "low",
  why: "A value outside the list is wrong, not present: reports and policies that compare it see nothing.",
  blind: "Values of `team` and `studiouserid`: those are judged as claims.",
  remediation: "Use one of the values in the settings, or add the value there.",
  detect: ({ current, settings }) =>
    Object.keys(settings.tags)
      .filter((name) => !isOwnerTag(name))
      .map((name) => ({ name, key: keyOf(name, settings) }))
      .filter(({ key }) => Object.hasOwn(current, key))
      .filter(({ name, key }) => allowedValues(name, settings)?.includes(current[key] ?? "") === false)
      .map(({ key }) => `${key} is ${current[key]}, which is not one of the allowed values`),
};
