import { ownerTags } from "../model/owner.ts";
import { keyOf } from "../model/tag-keys.ts";
import type { Rule, SeenCreation } from "./rule.ts";

const isOwnerTag = (name: string): boolean => (ownerTags as readonly string[]).includes(name);

/** A further required tag of the settings is absent. */
export const requiredTagMissing: Rule<SeenCreation> = {
  id: "required-tag-missing",
  severity: "low",
  why: "The settings require further tags, for cost or data classification. Nobody's identity proves their value, so they are asked for and never guessed.",
  blind: "Tags that SageMaker adds to the resource after its creation, where the live tags were not read.",
  remediation: "Add the tag, with one of the values that the settings allow.",
  detect: ({ current, settings }) => {
    const required = Object.entries(settings.tags).filter(([name, rule]) => rule.required && !isOwnerTag(name));
    if (required.length === 0) return undefined;
    return required
      .map(([name]) => keyOf(name, settings))
      .filter((key) => !Object.hasOwn(current, key))
      .map((key) => `${key} is missing`);
  },
};
