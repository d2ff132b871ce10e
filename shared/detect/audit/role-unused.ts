import type { RoleFacts } from "../../model/role-facts.ts";
import { secondsBetween } from "../../model/time.ts";
import type { AuditRule, SeenRole } from "./rule.ts";

const days = 90;
const daysBetween = (from: string, to: string): number => Math.floor(secondsBetween(from, to) / 86_400);

export const roleUnused: AuditRule = {
  id: "role-unused",
  severity: "medium",
  why: "A role that its vendor has not used for 90 days is access that nobody needs and nobody watches: it is the one whose abuse is noticed last.",
  blind:
    "Use within the last hours: IAM shows it late. That a role was used proves little, because a denied try counts too; that it was not is certain.",
  remediation: "Ask the contract's owner; remove the role if nobody needs it.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html#roles-delete_prerequisites",
    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html",
  ],
  audit: ({ role, now }: SeenRole) => {
    const last = lastUse(role);
    if (last === undefined) return { type: "unknown", missing: ["last use"] };
    // A role that is new may wait for its first use.
    const since = last === "never" ? role.createdAt : last;
    if (since === undefined) return { type: "unknown", missing: ["last use"] };
    const age = daysBetween(since, now);
    if (age < days) return { type: "clean" };
    const detail = last === "never" ? `never used, ${age} days after it was made` : `not used for ${age} days`;
    return { type: "found", found: [{ detail, where: { policy: "role", statement: null } }] };
  },
};

/** The latest that any source tells; `never` where each says so. */
const lastUse = ({ lastUsed, services }: RoleFacts): string | "never" | undefined => {
  const used = services?.flatMap(({ lastAt }) => lastAt ?? []) ?? [];
  const times = [...used, ...(typeof lastUsed === "object" ? [lastUsed.at] : [])];
  if (times.length > 0) return times.reduce((one, other) => (secondsBetween(one, other) > 0 ? other : one));
  return lastUsed === "never" || services !== undefined ? "never" : undefined;
};
