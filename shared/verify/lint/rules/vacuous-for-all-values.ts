import type { LintRule } from "../rule.ts";
import { demands, demandsRequestTag } from "../words.ts";

const transitiveKeys = /^sts:TransitiveTagKeys$/i;
const tagKeys = /^aws:TagKeys$/i;

export const vacuousForAllValues: LintRule = {
  id: "vacuous-for-all-values",
  severity: { Allow: "high", Deny: "info" },
  remedy: 'Add "Null": {"<key>": "false"} beside it.',
  find({ statement }) {
    // In a Deny it denies more than it says.
    if (statement.effect === "Deny") return [];
    return statement.conditions
      .filter(({ set, key }) => set === "ForAllValues" && !transitiveKeys.test(key))
      .filter(({ key }) => !demands(statement, key) && !(tagKeys.test(key) && demandsRequestTag(statement)))
      .map(({ key }) => `ForAllValues of ${key} is true where there is none`);
  },
};
