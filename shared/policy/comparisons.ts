import { inRange } from "../model/address.ts";
import { epochOf } from "../model/time.ts";
import { matches } from "./glob.ts";
import { agreed, either, not, type Truth, truthOf } from "./truth.ts";
import type { Resolved } from "./variables.ts";

/** A value of the request against one of the policy. */
type Compare = (value: string, policy: Extract<Resolved, { type: "text" }>) => Truth;

export interface Comparison {
  compare: Compare;
  /** `Not…`: none of the policy's values may match, and a missing key matches. */
  isNegated: boolean;
  /** AWS documents variables for operators on texts and ARNs only. */
  takesVariables: boolean;
}

const equals: Compare = (value, { plain }) => truthOf(value === plain);
const equalsInAnyCase: Compare = (value, { plain }) => truthOf(value.toLowerCase() === plain.toLowerCase());
const like: Compare = (value, { glob, rawGlob }) =>
  agreed(truthOf(matches(glob, value)), truthOf(matches(rawGlob, value)));

/**
 * An ARN against a pattern, each of its six parts by itself. AWS refuses to store most patterns with fewer parts, so what a
 * wildcard over several of them would match is not known.
 */
export const arnLike = (pattern: string, arn: string): Truth => {
  if (!matches(pattern, arn)) return "no";
  const [wanted, given] = [sixParts(pattern), sixParts(arn)];
  const isEach = wanted.length === 6 && wanted.every((part, index) => matches(part, given[index] ?? ""));
  return isEach ? "yes" : "maybe";
};

const sixParts = (arn: string): readonly string[] => {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
};

const arnMatches: Compare = (value, { glob, rawGlob }) =>
  value.startsWith("arn:") ? agreed(arnLike(glob, value), arnLike(rawGlob, value)) : "no";

const bool: Compare = (value, { plain }) => {
  const [one, other] = [value.toLowerCase(), plain.toLowerCase()];
  return ["true", "false"].includes(one) && ["true", "false"].includes(other) ? truthOf(one === other) : "maybe";
};

/** Two numbers, or two times. What is none is not known to match, nor not to. */
const ordered =
  (read: (text: string) => number | undefined, holds: (one: number, other: number) => boolean): Compare =>
  (value, { plain }) => {
    const [one, other] = [read(value), read(plain)];
    return truthOf(one === undefined || other === undefined ? undefined : holds(one, other));
  };

const numberOf = (text: string): number | undefined =>
  /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text.trim()) ? Number(text) : undefined;

/** ISO 8601 with a time zone or a date alone, or seconds since 1970. */
const timeOf = (text: string): number | undefined => {
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text)
    ? epochOf(text)
    : undefined;
};

const orders: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  Equals: (one, other) => one === other,
  LessThan: (one, other) => one < other,
  LessThanEquals: (one, other) => one <= other,
  GreaterThan: (one, other) => one > other,
  GreaterThanEquals: (one, other) => one >= other,
};

const isText = { isNegated: false, takesVariables: true };
const isOther = { isNegated: false, takesVariables: false };
const negated = (comparison: Comparison): Comparison => ({ ...comparison, isNegated: true });

const orderedOperators = (prefix: string, read: (text: string) => number | undefined) =>
  Object.entries(orders).map(([name, holds]): [string, Comparison] => [
    prefix + name,
    { ...isOther, compare: ordered(read, holds) },
  ]);

const positive: readonly (readonly [string, Comparison])[] = [
  ["StringEquals", { ...isText, compare: equals }],
  ["StringEqualsIgnoreCase", { ...isText, compare: equalsInAnyCase }],
  ["StringLike", { ...isText, compare: like }],
  ["ArnEquals", { ...isText, compare: arnMatches }],
  ["ArnLike", { ...isText, compare: arnMatches }],
  ["Bool", { ...isOther, compare: bool }],
  ["BinaryEquals", { ...isOther, compare: equals }],
  ["IpAddress", { ...isOther, compare: (value, { plain }) => truthOf(inRange(value, plain)) }],
  ...orderedOperators("Numeric", numberOf),
  ...orderedOperators("Date", timeOf),
];

const negations = [
  ...["String", "Arn", "Numeric", "Date"].map((type) => [`${type}NotEquals`, `${type}Equals`]),
  ...["String", "Arn"].map((type) => [`${type}NotLike`, `${type}Like`]),
  ["StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase"],
  ["NotIpAddress", "IpAddress"],
] as const;

/** All operators but `Null`, which asks for the key alone. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ...positive,
  ...negations.flatMap(([name = "", of = ""]) => {
    const comparison = new Map(positive).get(of);
    return comparison === undefined ? [] : [[name, negated(comparison)] as const];
  }),
]);

/** Whether a value meets an operator with all of its policy values. */
export const meetsValues = (
  { compare, isNegated }: Comparison,
  value: string,
  policy: readonly Extract<Resolved, { type: "text" }>[],
): Truth => {
  const one = either(...policy.map((each) => compare(value, each)));
  return isNegated ? not(one) : one;
};
