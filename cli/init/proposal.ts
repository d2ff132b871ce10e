import { tagValue } from "#shared/model/settings.ts";
import type { Tags } from "#shared/model/tags.ts";
import { normalise } from "#shared/normalise/index.ts";
import type { Facts } from "./facts.ts";
import { foreignAccounts } from "./trust.ts";

export interface ProposedPerson {
  id: string;
  team: string;
  iamUser: string | undefined;
  /** Where it was seen. */
  from: string;
}

/** What the settings could say, each with where it came from. Only teams and people are proposed as settings: the rest is for a person to decide. */
export interface Proposal {
  region: string;
  teams: readonly { id: string; from: string }[];
  people: readonly ProposedPerson[];
  provisioners: readonly { arn: string; creations: number }[];
  vendors: readonly { role: string; accounts: readonly string[] }[];
  notes: readonly string[];
}

/** Somebody whose tags name a team and a person. */
interface Sighting {
  tags: Tags;
  from: string;
  iamUser?: string;
}

/** A name that the settings can hold. */
const isName = (value: string | undefined): value is string =>
  value !== undefined && value !== "__proto__" && tagValue.safeParse(value).success;

const activities = (records: Facts["records"]) =>
  records.flatMap((record) => {
    try {
      return normalise(record);
    } catch {
      return [];
    }
  });

const sessionTags = "session tags of";

const sightings = ({ profiles, users, records }: Facts): Sighting[] => [
  ...profiles.map(({ name, domainId, tags }) => ({ tags, from: `user profile ${name} of ${domainId}` })),
  ...users.map(({ name, tags }) => ({ tags, from: `IAM user ${name}`, iamUser: name })),
  ...activities(records).flatMap((activity) =>
    activity.type === "session" && Object.keys(activity.session.tags).length > 0
      ? [{ tags: activity.session.tags, from: `${sessionTags} ${activity.session.roleArn ?? "a session"}` }]
      : [],
  ),
];

/** Why a sighting names nobody; undefined when it does, or when it is only a session without these tags. */
const whyNobody = ({ tags: { studiouserid, team }, from }: Sighting): string | undefined => {
  if (from.startsWith(sessionTags)) return undefined;
  if (studiouserid === undefined) return `${from}: no studiouserid tag`;
  return `${from}: ${team === undefined ? "no team tag" : "its tags cannot be used as names"}`;
};

const mergePeople = (seen: readonly Sighting[], notes: string[]): ProposedPerson[] => {
  const people = new Map<string, ProposedPerson>();
  const disputed = new Set<string>();
  for (const sighting of seen) {
    const { tags, from, iamUser } = sighting;
    const { studiouserid: id, team } = tags;
    if (!isName(id) || !isName(team)) {
      notes.push(...[whyNobody(sighting)].filter((why) => why !== undefined));
      continue;
    }
    const known = people.get(id);
    if (known && known.team !== team) {
      disputed.add(id);
      notes.push(`${id}: in team ${known.team} by ${known.from}, in team ${team} by ${from}; decide, then add`);
    } else people.set(id, { id, team, iamUser: known?.iamUser ?? iamUser, from: known?.from ?? from });
  }
  return [...people.values()].filter(({ id }) => !disputed.has(id));
};

const byId = <Item extends { id: string }>(a: Item, b: Item): number => (a.id < b.id ? -1 : 1);

const teamsOf = (seen: readonly Sighting[]): Proposal["teams"] => {
  const teams = new Map<string, string>();
  for (const { tags, from } of seen) if (isName(tags.team) && !teams.has(tags.team)) teams.set(tags.team, from);
  return [...teams].map(([id, from]) => ({ id, from })).toSorted(byId);
};

/** Roles whose sessions create SageMaker resources, the busiest first. */
const creators = (records: Facts["records"]): Proposal["provisioners"] => {
  const counts = new Map<string, number>();
  for (const activity of activities(records)) {
    const arn = activity.type === "creation" ? activity.principal.session?.roleArn : undefined;
    if (arn !== undefined) counts.set(arn, (counts.get(arn) ?? 0) + 1);
  }
  return [...counts].map(([arn, creations]) => ({ arn, creations })).toSorted((a, b) => b.creations - a.creations);
};

export const propose = (facts: Facts): Proposal => {
  const notes = facts.unread.map((what) => `not read: ${what}`);
  const seen = sightings(facts);
  const people = mergePeople(seen, notes);
  return {
    region: facts.region,
    teams: teamsOf(seen),
    people: people.toSorted(byId),
    provisioners: creators(facts.records),
    vendors: facts.roles
      .map((role) => ({ role: role.arn, accounts: foreignAccounts(role, facts.account) }))
      .filter(({ accounts }) => accounts.length > 0),
    notes: [...new Set(notes)],
  };
};
