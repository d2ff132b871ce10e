import type { Condition } from "./model.ts";

const comparisons = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: ReadonlyMap<string, string> = new Map(
  [
    ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    ...["StringLike", "StringNotLike", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"],
    ...["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"],
    ...comparisons.flatMap((comparison) => [`Numeric${comparison}`, `Date${comparison}`]),
  ].map((name) => [name.toLowerCase(), name]),
);

const sets: ReadonlyMap<string, Condition["set"]> = new Map([
  ["forallvalues", "ForAllValues"],
  ["foranyvalue", "ForAnyValue"],
]);

/** `known` is false for what AWS does not have: `String`, `NullIfExists`. The operator then stays as it was written. */
export const readOperator = (
  written: string,
): Pick<Condition, "operator" | "ifExists" | "set"> & { known: boolean } => {
  const [, prefix, name = "", suffix] = /^(?:([^:]*):)?(.*?)(IfExists)?$/is.exec(written) ?? [];
  const set = prefix === undefined ? undefined : sets.get(prefix.toLowerCase());
  const operator = operators.get(name.toLowerCase());
  const ifExists = suffix !== undefined;
  const isSound = operator !== undefined && (prefix === undefined) === (set === undefined);
  if (!isSound || (operator === "Null" && ifExists))
    return { operator: written, ifExists: false, set: undefined, known: false };
  return { operator, ifExists, set, known: true };
};
