import { parseJson } from "../policy/json.ts";

/**
 * A policy's text in one form: two texts have the same one if IAM reads the same in both. IAM gives the names of a list back
 * in another order than it got them, and one name as a list or by itself. Undefined: it is no sound JSON.
 */
export const canonical = (text: string): string | undefined => {
  const parsed = parseJson(text);
  return "value" in parsed && parsed.duplicates.length === 0 ? JSON.stringify(inOrder(parsed.value)) : undefined;
};

export const sameDocument = (one: string, other: string): boolean => {
  if (one === other) return true;
  const form = canonical(one);
  return form !== undefined && form === canonical(other);
};

/** The statements of a policy, as far as its text is sound JSON; in their order. */
export const statementsIn = (text: string): readonly unknown[] => {
  const value = parsed(text);
  return isObject(value) ? [value.Statement ?? []].flat() : [];
};

const parsed = (text: string): unknown => {
  const read = parseJson(text);
  return "value" in read ? read.value : undefined;
};

/** The policy with these of its statements only; the rest of it stays. */
export const withStatements = (text: string, kept: (index: number) => boolean): string => {
  const policy = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return JSON.stringify({ ...policy, Statement: statementsIn(text).filter((_, index) => kept(index)) });
};

/** Whether the policy lets nobody do anything. IAM may read a key that is written in small letters. */
export const onlyDenies = (text: string): boolean => {
  const statements = canonical(text) === undefined ? [] : statementsIn(text);
  return (
    statements.length > 0 &&
    spelled(parsed(text), "Statement") &&
    statements.every((one) => isObject(one) && one.Effect === "Deny" && spelled(one, "Effect"))
  );
};

/** Whether the key is there in this spelling, and in no other. */
const spelled = (value: unknown, key: string): boolean =>
  isObject(value) &&
  Object.keys(value)
    .filter((one) => one.toLowerCase() === key.toLowerCase())
    .join() === key;

export const canonicalStatement = (statement: unknown): string => JSON.stringify(inOrder(statement));

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keys by name; of lists of names the order and a name said twice mean nothing. The order of statements is kept. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.every(isName) ? namesOf(value) : value.map(inOrder);
  if (!isObject(value)) return value;
  // Pairs and no object: `__proto__` is a key like another.
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, each]) => [
      key,
      isSet(key, each) ? namesOf([each].flat()) : inOrder(key === "Statement" ? [each].flat() : each),
    ]);
};

const isName = (value: unknown): boolean => typeof value !== "object";
const alone: ReadonlySet<string> = new Set(["Version", "Id", "Sid", "Effect"]);
const isSet = (key: string, value: unknown): boolean =>
  !alone.has(key) && (isName(value) || (Array.isArray(value) && value.every(isName)));

/** Numbers and truth values are text in IAM's conditions. */
const namesOf = (names: readonly unknown[]): readonly string[] => [...new Set(names.map(String))].toSorted();
