import { secondsBetween } from "#shared/model/time.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import type { Answer, Asker, Link } from "./model.ts";

/** Names come from callers: nothing that steers a terminal or turns its reading direction reaches it. */
const plain = (line: string): string => plainText(line, 4_000);

const spans = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

const spanOf = (seconds: number): string => {
  const [unit, length] = spans.find(([, each]) => seconds >= each) ?? (["second", 1] as const);
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
};

const expiryOf = ({ expires, isOver, user }: Answer, now: string): string => {
  if (expires === null) return user ? "never by itself: it is a long-lived key" : "not known";
  const seconds = Math.abs(secondsBetween(now, expires));
  return isOver ? `${expires}: over since ${spanOf(seconds)}` : `${expires}: ${spanOf(seconds)} left`;
};

const personOf = ({ person, team, proof, application }: Answer): string => {
  if (person === null) return team === null ? "nobody is proven" : `nobody is proven; team ${team}`;
  const name = team === null ? person : `${person} (${team})`;
  if (proof?.strength === "asserted")
    return `${name}, as the application says: ${application?.application}; no proof by the person`;
  return `${name}, by ${proof?.resolver} from ${proof?.field} (${proof?.strength})`;
};

const connectionOf = ({ connection, connectionBy }: Answer): string => {
  if (connection === null) return "none";
  return connectionBy === "broker"
    ? `${connection}, as the broker issued it`
    : `${connection}, as its session policy says`;
};

const askerOf = ({ type, name, accessKeyId }: Asker): string =>
  `${name ?? "nobody named"} (${type})${accessKeyId === null ? "" : ` with the key ${accessKeyId}`}`;

const linkLines = (link: Link, index: number): string[] => [
  `${index + 1}. ${link.at} ${link.operation}${link.role === null ? "" : ` of ${link.role}`}${link.session === null ? "" : `, session ${link.session}`}`,
  `   issued ${link.accessKeyId}${link.expires === null ? "" : `, until ${link.expires}`}${link.connection === null ? "" : `, connection ${link.connection}`}`,
  ...(link.application === null ? [] : [`   by the broker, for ${link.application}`]),
  `   asked for by ${link.askedBy === null ? "whom its STS record will say" : askerOf(link.askedBy)}`,
];

const rows = (answer: Answer, now: string): [string, string | undefined][] => {
  const { user, application, tags } = answer;
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [
    ["person", personOf(answer)],
    ["role", answer.role ?? undefined],
    ["IAM user", user?.name],
    [
      "last used",
      user ? `${user.lastUsed ?? "never"}${user.service === null ? "" : `, by ${user.service}`}` : undefined,
    ],
    ["connection", user ? undefined : connectionOf(answer)],
    [
      "application",
      application ? `${application.application} (proof ${application.proof} ${application.proofId})` : undefined,
    ],
    ["expires", expiryOf(answer, now)],
    ["identity", answer.sourceIdentity ?? undefined],
    ["tags", pairs.length > 0 ? pairs.join(", ") : undefined],
  ];
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];

/** The answer for people. `now` is ISO 8601. */
export const asText = (answer: Answer, now: string): string =>
  [
    answer.accessKeyId,
    ...rows(answer, now).flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(12)}${value}`])),
    ...section("Chain, from this key back to whoever asked first", answer.chain.flatMap(linkLines)),
    ...section("Contradictions", answer.contradictions),
    ...section("Notes", answer.notes),
  ]
    .map(plain)
    .join("\n");
