import type { Rule, SeenCreation } from "./rule.ts";

/** The proven owner has left the directory. */
export const ownerLeft: Rule<SeenCreation> = {
  id: "owner-left",
  severity: "low",
  why: "A valid owner who left is orphaned, not unowned: the team keeps the resource and is told, nothing is stopped.",
  blind: "A person who left the company but whose `left` date is not in the directory.",
  remediation: "Name a `successor` in the directory, or hand the resource to somebody of the team.",
  detect: ({ attribution }) => attribution.orphaned.map(({ tag, value }) => `${tag} ${value} has left the directory`),
};
