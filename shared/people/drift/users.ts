import type { Finding } from "../../model/finding.ts";
import type { Settings } from "../../model/settings.ts";
import type { Tags } from "../../model/tags.ts";
import { quoted } from "../../settings/words.ts";
import { arnUnder, type Ground, type LiveState, type LiveUser } from "../model.ts";
import { hasLeft } from "../wanted.ts";
import { driftAt } from "./drifts.ts";

type Person = Settings["people"][string];

/** Of IAM users: those that the directory names are there, nobody has one who left, and no tag of theirs says something else. */
export const userDrift = ({ users }: LiveState, ground: Ground): readonly Finding[] => {
  if (users === undefined) return [];
  // A person without `iamUser` has the IAM user of that name, as in attribution.
  const owners = new Map(
    Object.entries(ground.settings.people).map(([id, person]) => [person.iamUser ?? id, { id, person }] as const),
  );
  return [...users.flatMap((user) => ofUser(user, owners.get(user.name), ground)), ...missing(users, ground)];
};

const ofUser = (
  user: LiveUser,
  owner: { id: string; person: Person } | undefined,
  ground: Ground,
): readonly Finding[] => {
  const { keys, today } = ground;
  const arn = arnUnder(ground, "iam", `user/${user.name}`);
  const tags = [
    [keys.team, owner?.person.team],
    [keys.studiouserid, owner?.id],
  ] as const;
  const said = tags.flatMap(([key, right]) => spelt(user.tags, key).map(([name, value]) => ({ name, value, right })));
  if (owner === undefined) {
    const words = said.map(({ name, value }) => `${quoted(name)} = ${quoted(value)}`).join(" and ");
    return said.length === 0 ? [] : [driftAt("user-of-nobody-tagged", arn, `nobody of the directory, it has ${words}`)];
  }
  if (hasLeft(owner.person, today)) {
    return [driftAt("user-of-leaver", arn, `${quoted(owner.id)} left on ${owner.person.left}`)];
  }
  return said
    .filter(({ value, right }) => value !== right)
    .map(({ name, value, right = "" }) =>
      driftAt("user-tag-wrong", arn, `it has ${quoted(name)} = ${quoted(value)}; the directory says ${quoted(right)}`),
    );
};

/** IAM minds no case in tag keys. */
const spelt = (tags: Tags, wanted: string): readonly (readonly [string, string])[] =>
  Object.entries(tags).filter(([key]) => key.toLowerCase() === wanted.toLowerCase());

const missing = (users: readonly LiveUser[], { settings, today }: Ground): readonly Finding[] => {
  const live = new Set(users.map(({ name }) => name));
  return Object.entries(settings.people).flatMap(([id, person]) =>
    person.iamUser === undefined || live.has(person.iamUser) || hasLeft(person, today)
      ? []
      : [driftAt("user-missing", id, `there is no IAM user ${quoted(person.iamUser)}`)],
  );
};
