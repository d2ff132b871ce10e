import type { Settings } from "../model/settings.ts";
import { epochOf, secondsOf } from "../model/time.ts";
import { creators } from "../sagemaker/kinds.generated.ts";
import { accessProblems } from "./access-checks.ts";
import { brokerProblems } from "./broker-checks.ts";
import { connectionProblems } from "./connection-checks.ts";
import { channelProblem, memberProblem } from "./slack-names.ts";
import { tagProblems } from "./tag-checks.ts";
import { unownedProblems } from "./unowned-checks.ts";
import { vendorProblems } from "./vendor-checks.ts";
import { list, type Path, type Problem, quoted, suggestion } from "./words.ts";

/** What the schema alone cannot say. */
export interface Known {
  /** ISO 8601 date. Without it the ends of exemptions are not checked: there is no clock here. */
  today?: string;
  /** They are to be deployed: contracts must not clash. An audit of what is there goes on, and finds it. */
  toDeploy?: true;
}

type Check = (settings: Settings, known: Known) => readonly Problem[];

const problem = (path: Path, message: string, at: Problem["at"] = "value"): Problem => ({ path, at, message });

/** A name that must be one of the others. */
const mustBe = (what: string, name: string, allowed: readonly string[], path: Path, at?: Problem["at"]): Problem[] =>
  allowed.includes(name)
    ? []
    : [problem(path, `${quoted(name)} is no ${what}; allowed: ${list(allowed)}${suggestion(name, allowed)}`, at)];

const ownerTags: Check = ({ tags }) =>
  (["team", "studiouserid"] as const).flatMap((key) => {
    const values = key === "team" ? "teams" : "people";
    const rule = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (rule === undefined) return [problem(["tags", key], `missing; allowed: { values: ${values} }`)];
    if (rule.values === values) return [];
    return [problem(["tags", key, "values"], `this tag decides access; allowed: ${values}`)];
  });

const regions: Check = ({ region }) =>
  typeof region === "string"
    ? []
    : region.flatMap((name, i) =>
        region.indexOf(name) === i
          ? []
          : [problem(["region", i], `${name} is there already; allowed: each region once`)],
      );

const peoplesTeams: Check = ({ people, teams }) =>
  Object.entries(people).flatMap(([id, person]) =>
    mustBe("team", person.team, Object.keys(teams), ["people", id, "team"]),
  );

const successors: Check = ({ people }) =>
  Object.entries(people).flatMap(([id, { successor, left }]) => {
    if (successor === undefined) return [];
    const path = ["people", id, "successor"];
    if (left === undefined) return [problem(path, "only a person who left has a successor; allowed: with left: DATE")];
    const others = Object.keys(people).filter((other) => other !== id);
    const unknown = mustBe("other person", successor, others, path);
    return unknown.length === 0 && people[successor]?.left !== undefined
      ? [problem(path, `${quoted(successor)} has left too; allowed: a person who is still here`)]
      : unknown;
  });

const approvers: Check = ({ approvers: general, teams, people, exemptions, vendors }) => {
  const everybody = Object.keys(people);
  const person = (name: string, path: Path) => mustBe("person", name, everybody, path);
  return [
    ...general.flatMap((name, i) => person(name, ["approvers", i])),
    ...Object.entries(teams).flatMap(([team, { approvers: own }]) =>
      own.flatMap((name, i) => person(name, ["teams", team, "approvers", i])),
    ),
    ...exemptions.flatMap(({ approvedBy }, i) => person(approvedBy, ["exemptions", i, "approvedBy"])),
    ...Object.entries(vendors).flatMap(([vendor, { owner }]) =>
      owner === undefined ? [] : person(owner, ["vendors", vendor, "owner"]),
    ),
  ];
};

const identityKeys = ["email", "slack", "iamUser", "identityStoreUserId", "samlSubject", "oidcSubject"] as const;

/** Two people with one identity: whoever acts with it would be whoever stands first. IAM and mail ignore case. */
const identities: Check = ({ people }) =>
  identityKeys.flatMap((key) => {
    const firstWith = new Map<string, string>();
    return Object.entries(people).flatMap(([id, person]) => {
      const value = person[key]?.toLowerCase();
      if (value === undefined) return [];
      const first = firstWith.get(value);
      if (first === undefined) firstWith.set(value, id);
      return first === undefined
        ? []
        : [
            problem(
              ["people", id, key],
              `${quoted(person[key] ?? "")} is ${quoted(first)}'s already; allowed: one person`,
            ),
          ];
    });
  });

const dates: Check = ({ exemptions, people, vendors, access }) => [
  ...(access === undefined || access.models === "named"
    ? []
    : calendarDay(access.models.open.expires, ["access", "models", "open", "expires"])),
  ...exemptions.flatMap(({ until }, i) => calendarDay(until, ["exemptions", i, "until"])),
  ...Object.entries(people).flatMap(([id, { left }]) => calendarDay(left, ["people", id, "left"])),
  ...Object.entries(vendors).flatMap(([id, { expires }]) => calendarDay(expires, ["vendors", id, "expires"])),
];

const calendarDay = (date: string | undefined, path: Path): Problem[] =>
  date === undefined || isDay(date) ? [] : [problem(path, `${quoted(date)} is no day of the calendar`)];

const isDay = (date: string): boolean => {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
};

const exemptionEnds: Check = ({ exemptions, exemptionsMax }, { today }) => {
  const start = today === undefined ? undefined : epochOf(today);
  if (start === undefined) return [];
  const last = start + secondsOf(exemptionsMax) * 1000;
  return exemptions.flatMap(({ until }, i) => {
    const end = epochOf(until);
    return end === undefined || end <= last
      ? []
      : [problem(["exemptions", i, "until"], `${until} is more than exemptionsMax (${exemptionsMax}) from ${today}`)];
  });
};

const kinds = [...new Set(creators.map(({ kind }) => kind))];

const kindNames: Check = ({ unowned }) => [
  ...Object.keys(unowned.perKind).flatMap((kind) => mustBe("kind", kind, kinds, ["unowned", "perKind", kind], "key")),
  ...unowned.allowDataLoss.flatMap((kind, i) => mustBe("kind", kind, kinds, ["unowned", "allowDataLoss", i])),
];

/** People answer in Slack by their member id: a name there would let nobody, or somebody else, answer. */
const slackNames: Check = ({ teams, people, notices }) => {
  const said = (why: string | undefined, path: Path) => (why === undefined ? [] : [problem(path, why)]);
  const channel = (name: string | undefined, path: Path) =>
    said(name === undefined ? undefined : channelProblem(name), path);
  return [
    ...Object.entries(teams).flatMap(([id, { slack }]) => channel(slack, ["teams", id, "slack"])),
    ...Object.entries(people).flatMap(([id, { slack }]) =>
      said(slack === undefined ? undefined : memberProblem(slack), ["people", id, "slack"]),
    ),
    ...channel(notices.slack?.channel, ["notices", "slack", "channel"]),
  ];
};

const checks: readonly Check[] = [
  ownerTags,
  regions,
  peoplesTeams,
  successors,
  approvers,
  identities,
  dates,
  exemptionEnds,
  kindNames,
  vendorProblems,
  slackNames,
  unownedProblems,
  accessProblems,
  brokerProblems,
  tagProblems,
  connectionProblems,
];

/** Everything that is wrong between one part of the settings and another. */
export const crossCheck = (settings: Settings, known: Known): readonly Problem[] =>
  checks.flatMap((check) => check(settings, known));
