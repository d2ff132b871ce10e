import type { LintRule } from "../rule.ts";

export const unknownOperator: LintRule = {
  id: "unknown-operator",
  severity: { Allow: "high", Deny: "high" },
  remedy: "Use one of AWS's operators; IAM refuses the document as it is.",
  find: ({ statement, policy }) =>
    policy.policy.problems
      .filter((problem) => problem.type === "unknown-operator" && problem.statement === statement.index)
      .map(({ what }) => what),
};
