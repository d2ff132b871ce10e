import type { LintRule } from "../rule.ts";
import { hasTwin, variablesOf } from "../words.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export const denyRestsOnVariable: LintRule = {
  id: "deny-rests-on-variable",
  severity: { Allow: "high", Deny: "high" },
  remedy: 'Add a Deny of the same actions and resources with "Null": {"<variable>": "true"} alone.',
  find: (spot) =>
    spot.statement.effect === "Allow"
      ? []
      : variablesOf(spot)
          .filter((variable) => !hasTwin(spot, variable))
          .map((variable) => `without a value for ${variable} this Deny denies nothing, and no other takes its place`),
};
