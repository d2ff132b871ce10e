import { comparisons, meetsValues } from "./comparisons.ts";
import type { Found } from "./context.ts";
import type { Condition } from "./model.ts";
import { both, either, type Truth, truthOf } from "./truth.ts";
import { type Resolved, resolve, type Scene } from "./variables.ts";

/** `void`: a variable of it has no value, so AWS leaves the statement out. */
export type Held = Truth | "void";

/**
 * Whether one condition holds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export const holds = (condition: Condition, scene: Scene): Held => {
  const found = scene.lookup(condition.key);
  if (condition.operator === "Null") return isNull(condition, found);
  const comparison = comparisons.get(condition.operator);
  if (comparison === undefined) return "maybe";
  if (found === undefined) return onMissing(condition, comparison.isNegated, scene);
  const values = comparison.takesVariables
    ? condition.values.map((value) => resolve(value, scene))
    : condition.values.map(asText);
  if (values.some(({ type }) => type === "void")) return "void";
  const texts = values.filter((value) => value.type === "text");
  if (texts.length < values.length || found.isUnsure) return "maybe";
  const truth = ofValues(condition, found, (value) => meetsValues(comparison, value, texts));
  // With an empty variable AWS may also leave the statement out, which is a no.
  return texts.some(({ isUnsure }) => isUnsure) ? both(truth, "maybe") : truth;
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
const onMissing = (condition: Condition, isNegated: boolean, scene: Scene): Held => {
  if (condition.set === "ForAnyValue") return "no";
  if (condition.ifExists) return "yes";
  if (condition.set === undefined && !isNegated) return "no";
  // True without a look at its values. Whether a variable without a value voids the statement all the same is not documented.
  return condition.values.some((value) => resolve(value, scene).type !== "text") ? "maybe" : "yes";
};

const ofValues = ({ set }: Condition, { values }: Found, meets: (value: string) => Truth): Truth => {
  const isEmpty = values.every((value) => value === "");
  if (set === "ForAllValues") return isEmpty ? "yes" : both(...values.map(meets));
  if (set === "ForAnyValue") return isEmpty ? "no" : either(...values.map(meets));
  // A key of several values without a set operator: known only where all of them say the same.
  const truths = new Set(values.map(meets));
  return truths.size === 1 ? ([...truths][0] ?? "maybe") : "maybe";
};
