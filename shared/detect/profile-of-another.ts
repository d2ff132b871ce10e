import { profileNameIn } from "../attribute/profile-person.ts";
import { inDirectory } from "../model/settings.ts";
import { keyOf } from "../model/tag-keys.ts";
import type { Rule, SeenCreation } from "./rule.ts";

/** A user profile is named after one person, and tagged as another's. */
export const profileOfAnother: Rule<SeenCreation> = {
  id: "profile-of-another",
  severity: "high",
  why: "Who may open a profile is decided by its `studiouserid`, and whose work is done in it by its name, which Studio makes the source identity. Where the two differ, one person works as another.",
  blind:
    "Profiles that are named after nobody of the directory, and what was tagged later: `sagewarden people check` sees both.",
  remediation:
    "Run `sagewarden profile update PERSON --domain ID` as a declared provisioner, and ask who made the profile.",
  detect: ({ creation, current, settings }) => {
    if (creation.resource.kind !== "UserProfile") return undefined;
    const name = profileNameIn(creation.resource.arn);
    const person = name === undefined ? undefined : inDirectory(settings.people, name);
    if (person === undefined) return [];
    return [
      [keyOf("studiouserid", settings), name],
      [keyOf("team", settings), person.team],
    ].flatMap(([key = "", right]) =>
      !Object.hasOwn(current, key) || current[key] === right
        ? []
        : [`the profile is named after ${name}, and ${key} is ${current[key]}, not ${right}`],
    );
  },
};
