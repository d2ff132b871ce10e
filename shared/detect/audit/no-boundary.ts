import { escalationSets } from "./escalation/index.ts";
import type { AuditRule, SeenRole } from "./rule.ts";
import { heldBy } from "./support/held.ts";
import { iamGrants } from "./support/iam.ts";
import { undeclaredPasses } from "./support/pass-role.ts";
import { verdict } from "./support/verdict.ts";

/** Nothing says what the role may have at the most. */
export const noBoundary: AuditRule = {
  id: "no-boundary",
  severity: "low",
  why: "A permissions boundary holds when a policy is widened by mistake or by somebody else. For a role that writes IAM or hands roles to compute it is what keeps the rest of the account out of reach.",
  blind:
    "What the boundary says: one that allows everything is no limit. Resource policies that name a session are not limited by it.",
  remediation:
    "Set a permissions boundary that allows what the contract names; the role that Sagewarden makes has one.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"],
  audit: (seen) => {
    const { boundary } = seen.role;
    if (boundary === undefined) return { type: "unknown", missing: ["boundary"] };
    if (boundary !== "none") return { type: "clean" };
    const why = reasonOf(seen);
    return verdict(
      [
        {
          detail: why === undefined ? "no permissions boundary" : `no permissions boundary, and ${why}`,
          where: { policy: "boundary", statement: null },
          severity: why === undefined ? "low" : "medium",
        },
      ],
      heldBy(seen.role).missing,
    );
  },
};

const writing = escalationSets.flatMap(({ actions }) => actions.filter((action) => /^iam:(?!PassRole)/.test(action)));

/** Why it should have one. A declared role that is passed has been agreed on; any other may be stronger than this one. */
const reasonOf = (seen: SeenRole): string | undefined => {
  if (writing.some((action) => iamGrants(seen, action).length > 0)) return "the role may write to IAM";
  return undeclaredPasses(seen).length > 0 ? "the role may run code with another role" : undefined;
};
