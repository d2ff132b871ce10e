import { named } from "../../policy/fixtures.ts";
import type { PolicyKind } from "../../policy/model.ts";
import { lintGround } from "./index.ts";
import type { LintRule } from "./rule.ts";

/** What a rule says of the first of some statements, which stand in one document. */
export const saidBy = (
  rule: LintRule,
  statements: readonly object[],
  kind: PolicyKind = "identity",
): readonly string[] => {
  const policy = named("a.json", kind, statements);
  const statement = policy.policy.document?.statements[0];
  if (statement === undefined) throw new Error("no statement was read");
  return rule.find({ statement, policy, ground: lintGround });
};
