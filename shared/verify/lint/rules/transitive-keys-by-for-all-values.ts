import type { LintRule } from "../rule.ts";
import { demands } from "../words.ts";

const key = "sts:TransitiveTagKeys";

export const transitiveKeysByForAllValues: LintRule = {
  id: "transitive-keys-by-for-all-values",
  severity: { Allow: "high", Deny: "info" },
  remedy: `Add "Null": {"${key}": "false"}, and limit aws:TagKeys and the values of aws:RequestTag beside it.`,
  find({ statement }) {
    const isAsked = statement.conditions.some(
      (each) => each.set === "ForAllValues" && each.key.toLowerCase() === key.toLowerCase(),
    );
    if (statement.effect === "Deny" || !isAsked || demands(statement, key)) return [];
    return ["a session without transitive tags passes, whatever else it is tagged with"];
  },
};
