import { type Connection, personRole } from "../model/connection-settings.ts";
import { inDirectory, type Settings } from "../model/settings.ts";

type Person = Settings["people"][string];

/** A person's team is one of their groups. */
export const groupsOf = ({ team, groups = [] }: Pick<Person, "team" | "groups">): readonly string[] => [
  team,
  ...groups,
];

export const isFor = ({ groups }: Pick<Connection, "groups">, person: Person): boolean =>
  groupsOf(person).some((group) => groups.includes(group));

/** In `${person.roles.sales}` the name, or undefined: one role for all. */
export const mappingOf = ({ role }: Pick<Connection, "role">): string | undefined => personRole.exec(role ?? "")?.[1];

/** The role that is taken for a person, or undefined: nothing is taken, or nothing stands in their entry. */
export const roleFor = (connection: Connection, { roles = {} }: Person): string | undefined => {
  const name = mappingOf(connection);
  return name === undefined ? connection.role : inDirectory(roles, name);
};

/** `today`, an ISO 8601 date: without it whoever has a day of leaving has left. */
export const hasLeft = ({ left }: Pick<Person, "left">, today: string | undefined): boolean =>
  left !== undefined && (today === undefined || left <= today);

/** Whom a connection is for, those who left aside. */
export const membersOf = (
  connection: Connection,
  { people }: Pick<Settings, "people">,
  today?: string,
): readonly (readonly [id: string, Person])[] =>
  Object.entries(people).filter(([, person]) => !hasLeft(person, today) && isFor(connection, person));

/** Every role that is taken for a connection: the fixed one, or each person's own. */
export const rolesOf = (
  connection: Connection,
  settings: Pick<Settings, "people">,
  today?: string,
): readonly string[] => {
  if (connection.credential === "environment" || connection.role === undefined) return [];
  if (mappingOf(connection) === undefined) return [connection.role];
  return [
    ...new Set(membersOf(connection, settings, today).flatMap(([, person]) => roleFor(connection, person) ?? [])),
  ];
};
