import { expand, isWildcard } from "../../expand.ts";
import type { LintRule } from "../rule.ts";

export const unknownAction: LintRule = {
  id: "unknown-action",
  severity: { Allow: "low", Deny: "medium" },
  remedy: "Correct its name, or take it out.",
  find: ({ statement: { actions = [], notActions = [] }, ground }) =>
    [...actions, ...notActions]
      .filter((action) => expand(action, ground.names)?.length === 0)
      .map((action) => (isWildcard(action) ? `${action} catches no action of IAM's` : `IAM has no action ${action}`)),
};
