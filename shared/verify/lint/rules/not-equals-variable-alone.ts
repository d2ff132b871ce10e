import type { LintRule } from "../rule.ts";
import { demands, hasTwin, isNegated, variablesIn } from "../words.ts";

export const notEqualsVariableAlone: LintRule = {
  id: "not-equals-variable-alone",
  severity: { Allow: "high", Deny: "high" },
  remedy: 'Compare with StringEquals, or say beside it what a missing value means: "Null": {"<key>": "false"}.',
  find(spot) {
    const { statement, policy } = spot;
    if (policy.policy.document?.version !== "2012-10-17") return [];
    return statement.conditions.filter(isNegated).flatMap(({ operator, key, values }) => {
      const open = values
        .flatMap(variablesIn)
        .filter((variable) => !demands(statement, variable) && !demands(statement, key))
        .filter((variable) => statement.effect === "Allow" || !hasTwin(spot, variable));
      return open.map(
        (variable) => `${operator} of ${key} and ${variable}: nothing says what holds where one is missing`,
      );
    });
  },
};
