import { statementPlace } from "../../policy/statement-name.ts";
import type { Chain, Goal, Step } from "../model.ts";

/** What stands behind the names of facts/access.md. */
export const knownChains: Readonly<Record<string, string>> = {
  C1: "tag another team's thing as one's own, and delete it",
  C2: "tag somebody's profile as one's own, and open it",
  C3: "tag somebody's profile as one's own, and change its settings or its role",
  C4: "create something that runs as a role of somebody else",
  C5: "open another team's notebook",
  C6: "make a profile that runs as a role of somebody else, and open it",
  C7: "delete an app in somebody's profile",
  C8: "start an app in somebody's profile",
  C9: "invoke another team's endpoint",
  C10: "take the team's tag off one's own thing",
  C11: "replace images that another team runs",
  C12: "send another team's logs elsewhere",
  C13: "read or search what another team has",
  C14: "tag the shared domain as one's own, and change it",
};

const goals: Readonly<Record<Goal, string>> = {
  "data-read": "another team's data is read",
  "data-written": "what others rely on is changed",
  "data-deleted": "another team's data is deleted",
  "role-gained": "a role of somebody else is gained",
};

/** A chain for people: what it comes to, then one line for each step with what allowed it. */
export const explainChain = ({ goal, known, steps, statements }: Chain): readonly string[] => {
  const name = known === undefined ? "" : ` (${known}: ${knownChains[known] ?? "known"})`;
  return [
    `${goals[goal]}${name}`,
    ...steps.map((step, index) => `  ${index + 1}. ${stepLine(step)}${allowedBy(statements[index])}`),
  ];
};

const stepLine = ({ principal, action, resource, with: more }: Step): string =>
  `${principal}: ${action} on ${resource}${more === undefined ? "" : `, ${more}`}`;

const allowedBy = (statement: Chain["statements"][number]): string =>
  statement === undefined ? "" : ` [${statementPlace(statement)}]`;
