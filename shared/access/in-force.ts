import type { Level } from "../model/organization.ts";
import { canonicalStatement } from "../policy/canonical.ts";
import { certainStatementsIn } from "../policy/document.ts";
import { isObject } from "../policy/read-statement.ts";
import { type Border, policyDocument } from "./documents.ts";
import { limits, sizeOf } from "./sizes.ts";
import type { PolicyValues } from "./values.ts";

/** The documents under policies/org that an organisation is to attach. */
export const guards = ["guard-tags", "guard-roles", "guard-sagewarden"] as const;

/** How one of them is in force. */
export interface InForce {
  guard: (typeof guards)[number];
  /** Characters, of those that Organizations takes. */
  size: number;
  limit: number;
  /** Statements that no attached policy has, by their Sid; empty: in force. */
  lacking: readonly Lacking[];
  /** Whom attached policies except, beside our own roles: patterns of role ARNs. */
  excepted: readonly string[];
}

export interface Lacking {
  sid: string;
  /** How the attached statement of that name differs; undefined: there is none. */
  differs: string | undefined;
}

/** Who is excepted is the organisation's to say, so any patterns may stand in this one's place. */
const anybody = "<provisioners>";

/**
 * Which of the guards the attached policies hold, statement by statement: in documents of their own or in bigger ones, on the
 * account or on any level above it, since a Deny counts wherever it is attached.
 */
export const guardsInForce = (
  levels: readonly Level[],
  values: Omit<PolicyValues, "provisioners">,
  border?: Border,
): readonly InForce[] => {
  const attached = levels.flatMap(({ policies }) => policies.flatMap(({ text }) => statementsOf(text)));
  return guards.map((guard) => {
    const document = policyDocument(`org/${guard}`, { ...values, provisioners: [anybody] }, border);
    const found = statementsOf(document).map((statement) => ({ statement, by: heldBy(statement, attached) }));
    return {
      ...{ guard, size: sizeOf(document), limit: limits.scp },
      lacking: found.flatMap(({ statement, by }) => (by === undefined ? [lacking(statement, attached)] : [])),
      excepted: [...new Set(found.flatMap(({ by }) => by ?? []))],
    };
  });
};

type Statement = Readonly<Record<string, unknown>>;

/** Variables are text in the older version: what says the same in it may mean something else. */
const statementsOf = (text: string): readonly Statement[] => {
  const statements = certainStatementsIn(text).filter(isObject);
  return statements.length > 0 && JSON.parse(text).Version === "2012-10-17" ? statements : [];
};

/** Whom the statement that says the same excepts; undefined: none does. Of several the one with the fewest: what one denies is denied. */
const heldBy = (wanted: Statement, attached: readonly Statement[]): readonly string[] | undefined => {
  const fixed = exceptionsOf(wanted).filter((each) => each !== anybody);
  const held = attached.flatMap((each) => {
    const others = exceptionsOf(each).filter((one) => !fixed.includes(one));
    return form(excepting(wanted, [...fixed, ...others])) === form(each) ? [others] : [];
  });
  return held.toSorted((one, other) => one.length - other.length)[0];
};

/** Its name means nothing. */
const form = ({ Sid: _, ...statement }: Statement): string => canonicalStatement(statement);

const exceptionsOf = ({ Condition }: Statement): readonly string[] => {
  const keys = isObject(Condition) ? Condition.ArnNotLike : undefined;
  const listed = [isObject(keys) ? (keys["aws:PrincipalArn"] ?? []) : []].flat();
  return listed.every((each) => typeof each === "string") ? listed : [];
};

const excepting = (statement: Statement, exceptions: readonly string[]): Statement => {
  if (!exceptionsOf(statement).includes(anybody) || !isObject(statement.Condition)) return statement;
  return { ...statement, Condition: { ...statement.Condition, ArnNotLike: { "aws:PrincipalArn": exceptions } } };
};

const lacking = (wanted: Statement, attached: readonly Statement[]): Lacking => {
  const named = attached.filter(({ Sid }) => Sid === wanted.Sid);
  const sid = String(wanted.Sid);
  return { sid, differs: named.map((each) => differences(wanted, each)).toSorted(shorter)[0] };
};

const shorter = (one: string, other: string): number => one.length - other.length;

const differences = (wanted: Statement, found: Statement): string => {
  const elements = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter((key) => key !== "Sid");
  const form = (statement: Statement, key: string) => canonicalStatement({ [key]: statement[key] });
  return elements
    .filter((key) => form(wanted, key) !== form(found, key))
    .map((key) => {
      const left = namesIn(wanted[key]).filter((name) => !namesIn(found[key]).includes(name));
      return left.length === 0 ? `another ${key}` : `${key} without ${few(left)}`;
    })
    .join(", ");
};

const namesIn = (value: unknown): readonly string[] => [value].flat().filter((each) => typeof each === "string");

const shown = 5;

const few = (names: readonly string[]): string =>
  names.length > shown ? `${names.slice(0, shown).join(", ")}, … (${names.length})` : names.join(", ");
