import type { LintRule } from "../rule.ts";

/** Condition keys mind no case, values do, and names of tags are values of `aws:TagKeys`. */
export const denyInOneCase: LintRule = {
  id: "deny-in-one-case",
  severity: { Allow: "info", Deny: "high" },
  remedy: "Compare with StringEqualsIgnoreCase.",
  find({ statement }) {
    if (statement.effect === "Allow") return [];
    return statement.conditions
      .filter(({ key, operator, set }) => {
        const isExact = operator === "StringEquals" || operator === "StringLike";
        return key.toLowerCase() === "aws:tagkeys" && isExact && set !== "ForAllValues";
      })
      .flatMap(({ values }) => values.filter((value) => value.toLowerCase() !== value.toUpperCase()))
      .map((value) => `the tag key ${value} is denied in this spelling only; conditions on its value take any`);
  },
};
