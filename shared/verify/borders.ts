import { nobody } from "../names.ts";
import { matches } from "../policy/glob.ts";
import type { NamedPolicy, Statement } from "../policy/model.ts";
import { judged } from "./doors.ts";
import type { Border, Estate, EstateRole } from "./model.ts";
import { isSameKey, tagValue } from "./tags.ts";
import { isWorkedAs, teamOf } from "./teams.ts";

/** Every team against every other: what the proof asks, without asking the same thing twice. */
export interface Borders {
  /** One of each sort, the estate's own first. */
  judged: readonly Border[];
  /** Like one of those but for names: only what names decide is asked. */
  alike: readonly Border[];
}

export const bordersOf = (estate: Estate): Borders => {
  const shapeOf = shaper(estate);
  const seen = new Set<string>();
  const all = pairs(estate).map((border) => {
    const shape = shapeOf(border);
    const isNew = !seen.has(shape);
    seen.add(shape);
    return { border, isNew };
  });
  return {
    judged: all.filter(({ isNew }) => isNew).map(({ border }) => border),
    alike: all.filter(({ isNew }) => !isNew).map(({ border }) => border),
  };
};

/** Nobody attacks whom nothing belongs to. */
const pairs = ({ teams, principals, tagKeys }: Estate): readonly Border[] => {
  const found = principals.filter(isWorkedAs).flatMap((role) => teamOf(role, tagKeys) ?? []);
  const all = [...new Set([teams.own, teams.other, ...found])];
  const others = all.flatMap((own) => all.filter((other) => other !== own).map((other) => ({ own, other })));
  const isFirst = ({ own, other }: Border): boolean => own === teams.own && other === teams.other;
  return [teams, ...others.filter((border) => border.own !== nobody && !isFirst(border))];
};

type Shaper = (border: Border) => string;

/** Two borders of one shape differ in the names of their teams and people only, and their names meet the same wildcards. */
const shaper = (estate: Estate): Shaper => {
  const { principals, tagKeys } = estate;
  const shapeOfRole = roleShaper(estate);
  const byTeam = Map.groupBy(principals, (role) => teamOf(role, tagKeys));
  const texts = new Map([...byTeam].map(([team, roles]) => [team, JSON.stringify(roles.map(shapeOfRole))]));
  const wild = new Map([...byTeam].map(([team, roles]) => [team, wildcardsIn(roles)]));
  return ({ own, other }) => {
    const sides = [own, other];
    // The longer name first: the other one may begin it.
    const longest = sides.toSorted((one, another) => another.length - one.length);
    const shapes = sides.map((team) =>
      longest.reduce((text, name) => {
        const mark = `\u0001${sides.indexOf(name)}`;
        return text.replaceAll(name, mark).replaceAll(name.toLowerCase(), `${mark}small`);
      }, texts.get(team) ?? ""),
    );
    const spellings = sides.flatMap((name) => [name, `${name}-x`, name.toLowerCase(), `${name.toLowerCase()}-x`]);
    const met = [...new Set(sides.flatMap((team) => [...(wild.get(team) ?? [])]))].toSorted().map((pattern) => {
      const isMet = spellings.map((name) => matches(pattern, name, { ignoreCase: true }));
      return isMet.every((each) => each === isMet[0]) ? isMet[0] : [pattern, isMet];
    });
    return JSON.stringify([shapes, startsOther(own, other), startsOther(other, own), [...new Set(met)]]);
  };
};

const startsOther = (one: string, other: string): boolean => other.toLowerCase().startsWith(one.toLowerCase());

/** Parts of ARNs, and values of conditions, that more than one name could meet. */
const wildcardsIn = (roles: readonly EstateRole[]): ReadonlySet<string> => {
  const statements = roles.flatMap(policiesOf).flatMap(({ policy }) => policy.document?.statements ?? []);
  const texts = statements.flatMap(({ resources = [], notResources = [], conditions }) => [
    ...[...resources, ...notResources].flatMap((each) => each.split(/[:/]/)),
    ...conditions.flatMap(({ values }) => values),
  ]);
  return new Set(texts.filter((text) => /[*?]/.test(text) && !text.includes("${")));
};

const policiesOf = ({ policies, boundary, trust, sessions }: EstateRole): readonly NamedPolicy[] => [
  ...policies,
  ...[boundary, trust].filter((each) => each !== undefined),
  ...sessions.flatMap((session) => session.policies),
];

type Texts = (policy: NamedPolicy) => unknown;

const roleShaper = ({ principals, tagKeys }: Estate): ((role: EstateRole) => unknown) => {
  const people = new Map(
    principals.flatMap((role) => role.sessions.map(({ name }) => [name, `\u0002${teamOf(role, tagKeys)}`] as const)),
  );
  const textOf: Texts = ({ policy: { text, document, problems } }) =>
    document === undefined || problems.length > 0
      ? [text, problems]
      : [document.version, document.statements.map((statement) => shapeOfStatement(statement, people))];
  return (role) => shapeOfRole(role, tagKeys, textOf);
};

const shapeOfRole = (role: EstateRole, { studiouserid }: Estate["tagKeys"], textOf: Texts): unknown => {
  const { kind, arn, tags, team, trust, policies, boundary, sessions } = role;
  return {
    ...{ kind, arn, tags, team, policies: unique(policies.map(textOf)), boundary: boundary && textOf(boundary) },
    trust: trust && (trust.policy.document?.statements.map(shapeOfTrust) ?? textOf(trust)),
    sessions: unique(
      sessions.map(({ tags: of, sourceIdentity, transitive, policies: own }) => ({
        ...{ transitive, policies: own.map(textOf), hasIdentity: sourceIdentity !== undefined },
        tags: Object.entries(of).filter(([key]) => !isSameKey(key, studiouserid)),
        isNamed: tagValue(of, studiouserid) === (sourceIdentity ?? tagValue(of, studiouserid)),
      })),
    ),
  };
};

const unique = (values: readonly unknown[]): readonly string[] => [
  ...new Set(values.map((value) => JSON.stringify(value))),
];

/** Whose people are named counts, and not which, nor how many. */
const shapeOfStatement = (
  { sid: _, line: __, ...statement }: Statement,
  people: ReadonlyMap<string, string>,
): unknown => ({
  ...statement,
  conditions: statement.conditions.map(({ values, ...condition }) => ({
    ...condition,
    values: [...new Set(values.map((value) => people.get(value) ?? value))],
  })),
});

/** Who it is that comes in is taken as right, and nothing else is asked of them: one subject is like the next. */
const shapeOfTrust = ({ conditions, sid: _, line: __, ...statement }: Statement): unknown => ({
  ...statement,
  conditions: conditions.map(({ values, ...condition }) => ({
    ...condition,
    ...(judged.test(condition.key) && { values }),
  })),
});
