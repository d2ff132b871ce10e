import { isObject } from "../policy/read-statement.ts";

/** Text in which no external id stands. */
export interface Redactor {
  /** A policy, printed over several lines. */
  document(text: string): string;
  /** A tag, a description. */
  text(text: string): string;
}

/** Shorter ones are hidden where they stand as external ids only: `*` or `1` may be anything elsewhere. */
const telling = 6;
const unreadable = "(a text that is no JSON)";

/**
 * Hides the external ids of these policies wherever they stand. Each has a letter, so that a changed one is seen to have
 * changed: `(external id A)`.
 */
export const redactorOf = (documents: readonly string[]): Redactor => {
  const found = [...new Set(documents.flatMap((document) => externalIdsIn(parsed(document), false)))];
  const marks = new Map(found.map((value, index) => [value, `(external id ${letters(index)})`]));
  const long = found.filter(({ length }) => length >= telling).toSorted((one, other) => other.length - one.length);
  const text = (value: string): string =>
    long.reduce((rest, secret) => rest.replaceAll(secret, marks.get(secret) ?? ""), value);
  const hidden = (value: unknown, isId: boolean): unknown => {
    if (typeof value === "string") return (isId ? marks.get(value) : undefined) ?? text(value);
    if (Array.isArray(value)) return value.map((each) => hidden(each, isId));
    if (!isObject(value)) return isId && value !== null ? (marks.get(String(value)) ?? value) : value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [text(key), hidden(each, isExternalId(key))]));
  };
  return {
    text,
    document: (json) => {
      const value = parsed(json);
      return value === undefined ? unreadable : JSON.stringify(hidden(value, false), null, 2);
    },
  };
};

const isExternalId = (key: string): boolean => key.toLowerCase() === "sts:externalid";

const externalIdsIn = (value: unknown, isId: boolean): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((each) => externalIdsIn(each, isId));
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => externalIdsIn(each, isExternalId(key)));
  // `Null` asks only whether there is one.
  return isId && !["true", "false", "null"].includes(String(value)) ? [String(value)] : [];
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A … Z, A1 … */
const letters = (index: number): string =>
  `${String.fromCodePoint(65 + (index % 26))}${index < 26 ? "" : Math.floor(index / 26)}`;
