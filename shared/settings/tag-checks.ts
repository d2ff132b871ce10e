import { isolatesByProject } from "../access/units.ts";
import { ownerTags } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import { keyOf } from "../model/tag-keys.ts";
import { type Path, type Problem, quoted } from "./words.ts";

/** AWS's own, in any case; ours (`sagewarden:exempt-until`); and those that Studio writes on what it makes. */
const taken = ["aws:", "sagewarden:", "sagemaker:"];

/** Two tags cannot be one, and the tags that decide access cannot be somebody else's. */
export const tagProblems = (settings: Settings): readonly Problem[] => {
  const { tags } = settings;
  const border = isolatesByProject(settings) ? ["project"] : [];
  const names = [...new Set([...ownerTags, ...border, ...Object.keys(tags)])];
  const keys = names.map((name) => ({ name, key: keyOf(name, settings) }));
  return keys.flatMap(({ name, key }, index) => {
    const first = keys.findIndex((each) => each.key.toLowerCase() === key.toLowerCase());
    if (first !== index)
      return [problemOf(settings, name, `${quoted(key)} is tags.${keys[first]?.name} already; allowed: each key once`)];
    const prefix = taken.find((each) => key.toLowerCase().startsWith(each));
    return prefix === undefined || tags[name]?.key === undefined
      ? []
      : [
          problemOf(
            settings,
            name,
            `${quoted(key)} is not yours to choose; allowed: a key that begins with no ${prefix}`,
          ),
        ];
  });
};

const problemOf = ({ tags }: Settings, name: string, message: string): Problem => {
  const path: Path = ["tags", name];
  return tags[name]?.key === undefined
    ? { path, at: "key", message }
    : { path: [...path, "key"], at: "value", message };
};
