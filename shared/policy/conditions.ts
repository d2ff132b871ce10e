import { comparisons, meetsValues } from "./comparisons.ts";
import { type Found, isAnyValue } from "./context.ts";
import type { Condition } from "./model.ts";
import { agreed, both, either, type Truth, truthOf } from "./truth.ts";
import { type Resolved, resolve, type Scene } from "./variables.ts";

/**
 * Whether one condition holds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export const holds = (condition: Condition, scene: Scene): Truth => {
  const found = scene.lookup(condition.key);
  if (condition.operator === "Null") return isNull(condition, found);
  const comparison = comparisons.get(condition.operator);
  if (comparison === undefined) return "maybe";
  if (found === undefined) return onMissing(condition, comparison.isNegated, scene);
  const values = comparison.takesVariables
    ? condition.values.map((value) => resolve(value, scene))
    : condition.values.map(asText);
  const texts = values.filter((value) => value.type === "text");
  if (values.some(({ type }) => type === "unknown") || (found.isUnsure && texts.length > 0)) return "maybe";
  if (isAnyValue(found)) return comparison.isNegated ? "maybe" : agreed("no", onMissing(condition, false, scene));
  const truth = ofValues(condition, found, (value) => meetsValues(comparison, value, texts));
  // AWS's guide has a null unlike any value, so that a `Not…` operator matches, and has it leave the statement out.
  const isUnsure = texts.length < values.length || texts.some((text) => text.isUnsure);
  return isUnsure ? both(truth, "maybe") : truth;
};

const asText = (value: string): Resolved =>
  value.includes("${")
    ? { type: "unknown" }
    : { type: "text", plain: value, glob: value, rawGlob: value, isUnsure: false };

/** A key that is there with an empty list is not there. */
const isNull = ({ values, set }: Condition, found: Found | undefined): Truth => {
  if (set !== undefined || found?.values.every((value) => value === "" && found.isList)) return "maybe";
  const asked = values.map((value) => value.toLowerCase());
  if (!asked.every((value) => ["true", "false"].includes(value))) return "maybe";
  return truthOf(asked.includes(found === undefined ? "true" : "false"));
};

/** ForAnyValue of nothing is false, and IfExists does not rescue it; ForAllValues of nothing is true. */
const onMissing = (condition: Condition, isNegated: boolean, scene: Scene): Truth => {
  if (condition.set === "ForAnyValue") return "no";
  if (condition.ifExists) return "yes";
  if (condition.set === undefined && !isNegated) return "no";
  return condition.values.some((value) => resolve(value, scene).type === "unknown") ? "maybe" : "yes";
};

const ofValues = ({ set }: Condition, { values }: Found, meets: (value: string) => Truth): Truth => {
  const isEmpty = values.every((value) => value === "");
  if (set === "ForAllValues") return isEmpty ? "yes" : both(...values.map(meets));
  if (set === "ForAnyValue") return isEmpty ? "no" : either(...values.map(meets));
  // AWS demands a set operator for several values, and does not say what happens without one: at the least none must match.
  const truth = either(...values.map(meets));
  return values.length > 1 ? both(truth, "maybe") : truth;
};
