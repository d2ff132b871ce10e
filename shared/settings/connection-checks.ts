import { groupsOf } from "../connections/admit.ts";
import { connectionsOf } from "../connections/named.ts";
import { sessionPolicy } from "../connections/session-policy.ts";
import { readTarget } from "../connections/target.ts";
import { type Connection, personRole } from "../model/connection-settings.ts";
import { inDirectory, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { list, type Path, type Problem, quoted, suggestion } from "./words.ts";

/** One connection, and how its problems are placed: by its name in a map, by its number in a list. */
interface Asked {
  connection: Connection;
  index: number;
  settings: Settings;
  at(path: Path, message: string, at?: Problem["at"]): Problem;
}

type Check = (asked: Asked) => readonly Problem[];

const twice: Check = ({ connection: { name }, index, settings, at }) =>
  connectionsOf(settings).findIndex((each) => each.name === name) === index
    ? []
    : [at(["name"], `${quoted(name)} is there already; allowed: each name once`)];

const groups: Check = ({ connection, settings, at }) => {
  const known = [...new Set([...Object.keys(settings.teams), ...Object.values(settings.people).flatMap(groupsOf)])];
  return connection.groups.flatMap((group, i) =>
    known.includes(group)
      ? []
      : [
          at(
            ["groups", i],
            `${quoted(group)} is no team and nobody's group; allowed: ${list(known)}${suggestion(group, known)}`,
          ),
        ],
  );
};

const members = (
  { groups: named }: Connection,
  { people }: Settings,
): readonly [string, Settings["people"][string]][] =>
  Object.entries(people).filter(
    ([, person]) => person.left === undefined && groupsOf(person).some((group) => named.includes(group)),
  );

const roles: Check = ({ connection, settings, at }) => {
  const { role, credential } = connection;
  if (credential === "environment") {
    return role === undefined
      ? []
      : [at(["role"], "nothing is taken with credential: environment; allowed: no role", "key")];
  }
  if (role === undefined) return [at(["role"], `missing; allowed: a role's ARN, or \${person.roles.<name>}`)];
  const name = personRole.exec(role)?.[1];
  if (name === undefined) return [];
  const there = [...new Set(members(connection, settings).flatMap(([, person]) => Object.keys(person.roles ?? {})))];
  return there.includes(name)
    ? []
    : [
        at(
          ["role"],
          `nobody in its groups has ${quoted(name)} in people.<id>.roles; allowed: ${list(there)}${suggestion(name, there)}`,
        ),
      ];
};

const sessionLength: Check = ({ connection: { maxSession }, at }) => {
  const seconds = secondsOf(maxSession);
  return seconds >= 900 && seconds <= 43_200 ? [] : [at(["maxSession"], `${maxSession}; allowed: PT15M to PT12H`)];
};

/** Its own form; and with each role that is taken for it, a session policy that STS takes. */
const target: Check = ({ connection, settings, at }) => {
  const read = readTarget(connection.kind, connection.target);
  if ("problem" in read) return [at(["target"], read.problem)];
  const problems = new Set<string>();
  for (const arn of rolesOf(connection, settings)) {
    const made = sessionPolicy(connection, arn);
    if ("problem" in made) problems.add(made.problem);
  }
  return [...problems].map((problem) => at(["target"], problem));
};

const rolesOf = (connection: Connection, settings: Settings): readonly string[] => {
  const { role, credential } = connection;
  if (credential === "environment" || role === undefined) return [];
  const name = personRole.exec(role)?.[1];
  if (name === undefined) return [role];
  return members(connection, settings).flatMap(([, person]) => inDirectory(person.roles ?? {}, name) ?? []);
};

const admins: Check = ({ connection, settings, at }) => {
  const { kind, credential } = connection;
  if (kind !== "s3") {
    return connection.admins === undefined
      ? []
      : [at(["admins"], `only a bucket has a policy of ours; allowed: with kind: s3`, "key")];
  }
  if (credential !== "environment" || !isClosed(connection, settings)) return [];
  const message = "the bucket's policy (admins) would shut the asker's own credentials out; allowed: assume-role";
  return [at(["credential"], message)];
};

/** Whether a bucket's policy is ours, by this connection or by another of the same bucket. */
const isClosed = ({ target: text }: Connection, settings: Settings): boolean => {
  const bucket = bucketOf(text);
  return connectionsOf(settings).some(
    (each) => each.kind === "s3" && each.admins !== undefined && bucketOf(each.target) === bucket,
  );
};

const bucketOf = (text: string): string => {
  const read = readTarget("s3", text);
  return "problem" in read || read.kind !== "s3" ? text : read.bucket;
};

const apps: Check = ({ connection: { trustedApps }, settings: { broker }, at }) =>
  trustedApps.length === 0 || broker !== undefined
    ? []
    : [at(["trustedApps"], "without a broker nobody asks them; allowed: with broker", "key")];

const checks: readonly Check[] = [twice, groups, roles, sessionLength, target, admins, apps];

/** A session is called by the person's id. With `access` that is checked of everybody. */
const sessionNames = (settings: Settings): readonly Problem[] => {
  if (settings.access !== undefined) return [];
  const assuming = connectionsOf(settings).filter(({ credential }) => credential === "assume-role");
  const ids = new Set(assuming.flatMap((connection) => members(connection, settings).map(([id]) => id)));
  return [...ids]
    .filter((id) => !/^[\w+=,.@-]{2,64}$/.test(id))
    .map((id) => ({
      ...{ path: ["people", id], at: "key" },
      message: `${quoted(id)} becomes the name of a session; allowed with connections: 2 to 64 letters, digits and +=,.@_-`,
    }));
};

/** What is wrong with the connections, alone, beside each other, and beside the directory. */
export const connectionProblems = (settings: Settings): readonly Problem[] => [
  ...connectionsOf(settings).flatMap((connection, index) => {
    const start: Path = ["connections", Array.isArray(settings.connections) ? index : connection.name];
    const at: Asked["at"] = (path, message, where = "value") => ({ path: [...start, ...path], at: where, message });
    return checks.flatMap((check) => check({ connection, index, settings, at }));
  }),
  ...sessionNames(settings),
];
