import { bucketPolicyLength, longestBucketPolicy } from "../connections/bucket-policy.ts";
import { type ClosedBucket, closedBuckets } from "../connections/closed-buckets.ts";
import { connectionsOf } from "../connections/named.ts";
import { groupsOf, mappingOf, membersOf, rolesOf } from "../connections/roles.ts";
import { sessionPolicy } from "../connections/session-policy.ts";
import { readTarget } from "../connections/target.ts";
import type { Connection } from "../model/connection-settings.ts";
import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { matches } from "../policy/glob.ts";
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

const roles: Check = ({ connection, settings, at }) => {
  const { role, credential } = connection;
  if (credential === "environment") {
    return role === undefined
      ? []
      : [at(["role"], "nothing is taken with credential: environment; allowed: no role", "key")];
  }
  if (role === undefined) return [at(["role"], `missing; allowed: a role's ARN, or \${person.roles.<name>}`)];
  const name = mappingOf(connection);
  if (name === undefined) return [];
  const there = [...new Set(membersOf(connection, settings).flatMap(([, person]) => Object.keys(person.roles ?? {})))];
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

const admins: Check = ({ connection, settings, at }) => {
  const { kind, credential } = connection;
  if (kind !== "s3") {
    return connection.admins === undefined
      ? []
      : [at(["admins"], "only a bucket has a policy of ours; allowed: with kind: s3", "key")];
  }
  const closed = closedBucketOf(connection, settings);
  if (closed === undefined) return [];
  const shutOut = "the bucket's policy (admins) would shut the asker's own credentials out; allowed: assume-role";
  return [
    ...(credential === "environment" ? [at(["credential"], shutOut)] : []),
    ...(connection.admins ?? []).flatMap((admin, i) =>
      adminProblem(admin, closed).map((why) => at(["admins", i], why)),
    ),
    ...(connection.admins === undefined ? [] : lengthProblem(closed).map((why) => at(["admins"], why, "key"))),
  ];
};

/** The bucket with a policy of ours, by this connection or by another of the same bucket. */
const closedBucketOf = ({ target: text }: Connection, settings: Settings): ClosedBucket | undefined => {
  const read = readTarget("s3", text);
  return closedBuckets(settings).find(
    ({ bucket }) => !("problem" in read) && read.kind === "s3" && read.bucket === bucket,
  );
};

/**
 * A wildcard for the account is harmless: the policy lets nobody in from elsewhere. In a name it would let in whoever may call a
 * role so; and a variable, whoever may tag themselves. Identity Center's names end with letters of its own.
 */
const adminForm =
  /^arn:aws[\w-]*:iam::(\d{12}|\*):(root|(role|user)\/([\w+=,.@-]+\/)*[\w+=,.@-]+|role\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+\/)?AWSReservedSSO_[\w+=,.@-]+_\*)$/;

const adminProblem = (admin: string, { groups }: ClosedBucket): readonly string[] => {
  if (!adminForm.test(admin)) {
    return [
      `${quoted(admin)} is no role or user by its name; allowed: such as arn:aws:iam::111122223333:role/platform`,
    ];
  }
  const isRoleToo = groups.some(({ roles }) => roles.some((role) => matches(admin, role)));
  return isRoleToo ? [`${quoted(admin)} is a role of a connection to this bucket too; allowed: either`] : [];
};

const lengthProblem = (closed: ClosedBucket): readonly string[] => {
  const length = bucketPolicyLength(closed);
  if (length <= longestBucketPolicy) return [];
  return [
    `the policy of ${closed.bucket} would have ${length} characters; allowed: ${longestBucketPolicy}, by fewer roles such as one for a group`,
  ];
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
  const ids = new Set(assuming.flatMap((connection) => membersOf(connection, settings).map(([id]) => id)));
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
