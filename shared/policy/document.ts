import { canonical } from "./canonical.ts";
import { parseJson } from "./json.ts";
import { isObject } from "./read-statement.ts";

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

/** The same, where no reader can take them for others: of sound JSON, under a key that IAM cannot mistake. */
export const certainStatementsIn = (text: string): readonly unknown[] =>
  canonical(text) !== undefined && isSpelled(parsed(text), "Statement") ? statementsIn(text) : [];

/** Whether the policy lets nobody do anything. */
export const onlyDenies = (text: string): boolean => {
  const statements = certainStatementsIn(text);
  return (
    statements.length > 0 &&
    statements.every((one) => isObject(one) && one.Effect === "Deny" && isSpelled(one, "Effect"))
  );
};

/** Whether the key is there in this spelling, and in no other: IAM may read one in small letters. */
const isSpelled = (value: unknown, key: string): boolean =>
  isObject(value) &&
  Object.keys(value)
    .filter((one) => one.toLowerCase() === key.toLowerCase())
    .join() === key;
