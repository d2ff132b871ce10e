import { parseJson } from "./json.ts";
import { isObject } from "./read-statement.ts";

/**
 * A policy's text in one form: two texts have the same one only if IAM judges by both alike. IAM gives the names of a list back
 * in another order than it got them, and one name as a list or by itself; what is no list of names has to be as it was written.
 * Undefined: it is no sound JSON.
 */
export const canonical = (text: string): string | undefined => {
  const parsed = parseJson(text);
  return "value" in parsed && parsed.duplicates.length === 0 ? JSON.stringify(policy(parsed.value)) : undefined;
};

export const canonicalStatement = (value: unknown): string => JSON.stringify(statement(value));

export const sameDocument = (one: string, other: string): boolean => {
  if (one === other) return true;
  const form = canonical(one);
  return form !== undefined && form === canonical(other);
};

type Form = (value: unknown) => unknown;

/** Pairs, as `__proto__` is a key like another; in an object, which no list becomes. */
const fields =
  (formOf: (key: string) => Form): Form =>
  (value) => {
    if (Array.isArray(value)) return value.map(asWritten);
    if (!isObject(value)) return value;
    const pairs = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return { pairs: pairs.map(([key, each]) => [key, formOf(key)(each)]) };
  };

const asWritten: Form = (value) => fields(() => asWritten)(value);

/** The order of names, and a name said twice, mean nothing. */
const setOf =
  (textOf: (value: unknown) => unknown): Form =>
  (value) => {
    const texts = [value].flat().map(textOf);
    return texts.every((text) => typeof text === "string") ? [...new Set(texts)].toSorted() : asWritten(value);
  };

const names = setOf((value) => value);

/** Numbers and truth values are text in IAM's conditions. What JavaScript would round is left alone. */
const values = setOf((value) => (typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : value));

/** `*` by itself is not the list of it. */
const principals = fields(() => names);

const elements: ReadonlyMap<string, Form> = new Map([
  ["Action", names],
  ["NotAction", names],
  ["Resource", names],
  ["NotResource", names],
  ["Principal", principals],
  ["NotPrincipal", principals],
  ["Condition", fields(() => fields(() => values))],
]);

const statement = fields((key) => elements.get(key) ?? asWritten);
const statements: Form = (value) => [value].flat().map(statement);
const policy = fields((key) => (key === "Statement" ? statements : asWritten));
