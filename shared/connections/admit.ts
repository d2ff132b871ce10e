import type { Connection } from "../model/connection-settings.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { quoted, suggestion } from "../settings/words.ts";
import { connectionsOf } from "./named.ts";
import { hasLeft, isFor, mappingOf, roleFor } from "./roles.ts";
import { sessionPolicy } from "./session-policy.ts";

/** In the order in which they are asked. What comes after them is STS's and AWS's. */
export const gates = ["person", "connection", "group", "mapping"] as const;
export type Gate = (typeof gates)[number];

export type Admission = Admitted | Refused;

export type Admitted = { isAdmitted: true; connection: Connection; seconds: number } & (
  | { roleArn: string; policy: string }
  /** `credential: environment`: nothing is taken, and nothing caps. */
  | { roleArn: undefined; policy: undefined }
);

export interface Refused {
  isAdmitted: false;
  gate: Gate;
  /** Without ARNs, and without what others may use: the person that is refused reads it. */
  reason: string;
}

type Of = Pick<Settings, "connections" | "people">;
type Person = Settings["people"][string];

const refuse = (gate: Gate, reason: string): Refused => ({ isAdmitted: false, gate, reason });

/** Somebody of the directory who is still here on this day. */
export const knownPerson = (id: string | undefined, { people }: Of, today: string | undefined): Person | Refused => {
  const person = id === undefined ? undefined : inDirectory(people, id);
  if (person === undefined) return refuse("person", "you are nobody of the directory (people in the settings)");
  return hasLeft(person, today) ? refuse("person", "the directory says that you have left") : person;
};

/** Whether a person may use a connection, and with what; or which gate is shut. `person`: an id of the directory, whoever it came from. */
export const admit = (name: string, person: string | undefined, settings: Of, today?: string): Admission => {
  const who = knownPerson(person, settings, today);
  if ("gate" in who) return who;
  const all = connectionsOf(settings);
  const connection = all.find((each) => each.name === name);
  if (connection === undefined) {
    const theirs = all.filter((each) => isFor(each, who)).map((each) => each.name);
    return refuse("connection", `there is no connection ${quoted(name)}${suggestion(name, theirs)}`);
  }
  if (!isFor(connection, who)) return refuse("group", `you are in no group that ${quoted(name)} is for`);
  const seconds = secondsOf(connection.maxSession);
  if (connection.credential === "environment") {
    return { isAdmitted: true, connection, seconds, roleArn: undefined, policy: undefined };
  }
  const roleArn = roleFor(connection, who);
  if (roleArn === undefined) return refuse("mapping", missingRole(connection));
  const made = sessionPolicy(connection, roleArn);
  if ("problem" in made) throw new Error(`the connection ${quoted(name)} has no session policy: ${made.problem}`);
  return { isAdmitted: true, connection, seconds, roleArn, policy: made.policy };
};

const missingRole = (connection: Connection): string => {
  const mapping = mappingOf(connection);
  return mapping === undefined
    ? `${quoted(connection.name)} has no role`
    : `you have no role ${quoted(mapping)} (roles of your entry in the settings)`;
};

/** The connections that a person may use, and only these. */
export const admittedTo = (person: string | undefined, settings: Of, today?: string): readonly Admitted[] =>
  connectionsOf(settings)
    .map(({ name }) => admit(name, person, settings, today))
    .filter((admission) => admission.isAdmitted);
