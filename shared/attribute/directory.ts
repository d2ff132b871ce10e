import type { Settings } from "../model/settings.ts";

/** The settings' people and teams, as questions. Every answer is a person's id, and only when exactly one person fits. */
export interface Directory {
  isPerson(id: string): boolean;
  isTeam(team: string): boolean;
  /** The person's team, if the directory has that team too. */
  teamOf(id: string): string | undefined;
  byIamUser(userName: string): string | undefined;
  byIdentityStoreUserId(userId: string): string | undefined;
  bySamlSubject(subject: string): string | undefined;
  /** Identity Center names its sessions after the user: an e-mail address, the name at the identity provider, or the id. */
  byUserName(name: string): string | undefined;
  /** Whether `left` is this day or earlier. `at` is ISO 8601; a day begins at 00:00 UTC. */
  hasLeft(id: string, at: string): boolean;
}

/**
 * What it trusts: the settings, which only a deployment changes.
 *
 * All comparisons are exact, upper and lower case included. AWS compares IAM user names and Identity Center names without
 * regard to case, but records hold them as they were given, and tag values are compared exactly by every IAM policy: an
 * owner that differs in case opens nothing. Two people with one identity are nobody.
 *
 * What it cannot see: an identity that was given to somebody else without a change of the settings.
 */
export const directoryOf = (settings: Settings): Directory => {
  const known = directories.get(settings);
  if (known) return known;
  const directory = build(settings);
  directories.set(settings, directory);
  return directory;
};

/** Settings are read once and asked for each record; building the indexes is linear in the number of people. */
const directories = new WeakMap<Settings, Directory>();

const build = ({ people, teams }: Settings): Directory => {
  const everybody = new Map(Object.entries(people));
  const index = (identities: (id: string) => readonly (string | undefined)[]) =>
    uniqueIndex([...everybody.keys()], identities);
  // A person without `iamUser` has the IAM user of that name: whoever makes IAM users gives them out, not the caller.
  const iamUsers = index((id) => [everybody.get(id)?.iamUser ?? id]);
  const identityStoreUsers = index((id) => [everybody.get(id)?.identityStoreUserId]);
  const samlSubjects = index((id) => [everybody.get(id)?.samlSubject]);
  const userNames = index((id) => [id, everybody.get(id)?.email, everybody.get(id)?.samlSubject]);
  const isTeam = (team: string): boolean => Object.hasOwn(teams, team);
  return {
    isPerson: (id) => everybody.has(id),
    isTeam,
    teamOf: (id) => {
      const team = everybody.get(id)?.team;
      return team !== undefined && isTeam(team) ? team : undefined;
    },
    byIamUser: (userName) => iamUsers.get(userName),
    byIdentityStoreUserId: (userId) => identityStoreUsers.get(userId),
    bySamlSubject: (subject) => samlSubjects.get(subject),
    byUserName: (name) => userNames.get(name),
    hasLeft: (id, at) => {
      const left = everybody.get(id)?.left;
      return left !== undefined && left <= at.slice(0, 10);
    },
  };
};

/** Identities that one person has. Those of two people are left out. */
const uniqueIndex = (
  ids: readonly string[],
  identities: (id: string) => readonly (string | undefined)[],
): ReadonlyMap<string, string> => {
  const index = new Map<string, string>();
  const shared = new Set<string>();
  for (const id of ids) {
    for (const identity of identities(id)) {
      if (!identity) continue;
      const other = index.get(identity);
      if (other !== undefined && other !== id) shared.add(identity);
      index.set(identity, id);
    }
  }
  for (const identity of shared) index.delete(identity);
  return index;
};
