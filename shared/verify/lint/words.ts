import { covers } from "../../policy/glob.ts";
import type { Condition, Statement } from "../../policy/model.ts";
import type { Spot } from "./rule.ts";

/** What several rules ask of a statement. */

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Variables that may be without a value: escapes and those with a default are not among them. */
export const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{([^{}]*)\}/g)]
    .map(([, name = ""]) => name.trim())
    .filter((name) => !["*", "?", "$"].includes(name) && !/,\s*'[^']*'$/.test(name));

/** In the older version they are text. */
export const variablesOf = ({ statement, policy }: Spot): readonly string[] => {
  if (policy.policy.document?.version !== "2012-10-17") return [];
  const { resources = [], notResources = [], conditions } = statement;
  const texts = [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)];
  return [...new Set(texts.flatMap(variablesIn))];
};

export const isNegated = ({ operator }: Condition): boolean => /^[A-Za-z]*Not[A-Z]/.test(operator);

/** The statement holds only where the key is there. */
export const demands = ({ conditions }: Statement, key: string): boolean =>
  conditions.some(
    (each) => each.operator === "Null" && isSame(each.key, key) && each.values.every((value) => isSame(value, "false")),
  );

/** Some request tag has to have a value, so there are tag keys. */
export const demandsRequestTag = ({ conditions }: Statement): boolean =>
  conditions.some(
    (each) =>
      /^aws:RequestTag\//i.test(each.key) &&
      each.operator !== "Null" &&
      !each.ifExists &&
      each.set !== "ForAllValues" &&
      !isNegated(each),
  );

/** Another Deny of the document takes what this one leaves out where the variable has no value. */
export const hasTwin = ({ statement, policy }: Spot, variable: string): boolean =>
  (policy.policy.document?.statements ?? []).some(
    (other) =>
      other !== statement && other.effect === "Deny" && isAboutMissing(other, variable) && takes(other, statement),
  );

/** `Null: true`, or StringNotLike `?*`, which is true of an empty value too; and no further condition. */
const isAboutMissing = ({ conditions }: Statement, variable: string): boolean => {
  const [condition, ...more] = conditions;
  if (condition === undefined || more.length > 0 || !isSame(condition.key, variable)) return false;
  const { operator, values, set } = condition;
  const isNull = operator === "Null" && values.every((value) => isSame(value, "true"));
  const isEmpty = operator === "StringNotLike" && values.every((value) => value === "?*");
  return set === undefined && (isNull || isEmpty);
};

const takes = (wide: Statement, narrow: Statement): boolean =>
  all(narrow.actions ?? ["*"], wide.actions, { ignoreCase: true }) &&
  all(narrow.resources ?? ["*"], wide.resources, {});

const all = (
  narrow: readonly string[],
  wide: readonly string[] | undefined,
  options: { ignoreCase?: boolean },
): boolean => wide !== undefined && narrow.every((each) => wide.some((pattern) => covers(pattern, each, options)));
