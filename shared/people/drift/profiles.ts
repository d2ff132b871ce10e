import type { Finding } from "../../model/finding.ts";
import { inDirectory } from "../../model/settings.ts";
import { quoted } from "../../settings/words.ts";
import { type Change, changesTo } from "../changes.ts";
import type { Ground, LiveProfile, LiveState } from "../model.ts";
import { canNameProfile, hasLeft, isPlaced, profileOf } from "../wanted.ts";
import { driftAt } from "./drifts.ts";

/** Of user profiles: each named after somebody who is here, with its tags and the role of its team, or of its project. */
export const profileDrift = ({ studio, roles }: LiveState, ground: Ground): readonly Finding[] =>
  studio === undefined
    ? []
    : [
        ...studio.profiles.flatMap((profile) => ofProfile(profile, roles, ground)),
        ...(studio.domains.length === 0 ? [] : missing(studio.profiles, ground)),
      ];

const ofProfile = (profile: LiveProfile, roles: LiveState["roles"], ground: Ground): readonly Finding[] => {
  const { arn, name } = profile;
  const person = inDirectory(ground.settings.people, name);
  if (person === undefined) {
    return [driftAt("profile-of-nobody", arn, `${quoted(name)} is no person of the directory`)];
  }
  if (hasLeft(person, ground.today))
    return [driftAt("profile-of-leaver", arn, `${quoted(name)} left on ${person.left}`)];
  if (!isPlaced(name, ground)) return [driftAt("profile-of-no-project", arn, `${quoted(name)} is in no project`)];
  const wanted = profileOf(name, person.team, ground);
  const isMade = roles === undefined || roles.some((role) => role.arn === wanted.executionRole);
  return changesTo(wanted, profile, ground.keys)
    .filter(({ what }) => what === "tag" || isMade)
    .map((change) => told(change, profile));
};

const told = (change: Change, { arn, name }: LiveProfile): Finding => {
  const { what, before, after } = change;
  const now = before === null ? "nothing" : quoted(before);
  if (what === "role") return driftAt("profile-role-wrong", arn, `${name} runs as ${now}, not as ${quoted(after)}`);
  const key = quoted(change.key);
  if (after === null) return driftAt("profile-tag-lookalike", arn, `${name} has the tag ${key} too, with ${now}`);
  return before === null
    ? driftAt("profile-tag-missing", arn, `${name} has no tag ${key}; the directory says ${quoted(after)}`)
    : driftAt("profile-tag-wrong", arn, `${name} has ${key} = ${now}; the directory says ${quoted(after)}`);
};

/** Nobody has to use Studio: this is told quietly. */
const missing = (profiles: readonly LiveProfile[], ground: Ground): readonly Finding[] => {
  const names = new Set(profiles.map(({ name }) => name));
  return Object.entries(ground.settings.people)
    .filter(([id, person]) => !hasLeft(person, ground.today) && isPlaced(id, ground) && !names.has(id))
    .map(([id]) =>
      driftAt(
        "profile-missing",
        id,
        canNameProfile(id)
          ? `${quoted(id)} has no user profile`
          : `${quoted(id)} can have no user profile of that name`,
      ),
    );
};
