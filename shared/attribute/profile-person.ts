import type { Creation } from "../model/activity.ts";
import { parseArn } from "../model/arn.ts";
import { type Attribution, nobody } from "../model/owner.ts";
import type { Directory } from "./directory.ts";
import { shown } from "./owner-tags.ts";

/** The name in a user profile's ARN: `user-profile/<domain>/<name>`. */
export const profileNameIn = (arn: string): string | undefined => {
  const [type, , name, ...more] = parseArn(arn)?.resource.split("/") ?? [];
  return type === "user-profile" && more.length === 0 ? name || undefined : undefined;
};

/**
 * A user profile that is named after somebody of the directory is nobody else's: an administrator makes it for them, and the
 * administrator's own tags on it would open it to the wrong person. Its name proves nothing either: then nobody is proven.
 */
export const unlessForAnother = (
  attribution: Attribution,
  { resource }: Pick<Creation, "resource">,
  directory: Directory,
): Attribution => {
  const person = resource.kind === "UserProfile" ? profileNameIn(resource.arn) : undefined;
  const { team, studiouserid } = attribution.owner;
  if (person === undefined || !directory.isPerson(person) || studiouserid === null || studiouserid.value === person)
    return attribution;
  const why = `the profile is named after ${person}`;
  const doubts = [
    { tag: "studiouserid" as const, value: shown(studiouserid.value), why: `${why} (${studiouserid.evidence.field})` },
    ...(team === null
      ? []
      : [{ tag: "team" as const, value: shown(team.value), why: `${why} (${team.evidence.field})` }]),
  ];
  return { ...attribution, owner: nobody, conflicts: [], unproven: [...attribution.unproven, ...doubts], orphaned: [] };
};
