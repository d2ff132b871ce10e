import type { AuditRule } from "./rule.ts";

/** Seconds: what STS gives where nothing else is asked. */
const usual = 3_600;

export const sessionLongerThanContract: AuditRule = {
  id: "session-longer-than-contract",
  severity: "medium",
  why: "A stolen session lives until it ends: temporary credentials cannot be called back, only denied. Longer than an hour is also a sign that the vendor works with a user's long-lived key, because a session that takes another role has an hour at most.",
  blind: "How long the vendor's sessions really are: it may ask for less. The signal session-too-long sees each.",
  remediation: "Set the role's MaxSessionDuration to the contract's maxSession. It holds for new sessions.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html#id_roles_use_view-role-max-session"],
  audit: ({ role, contract }) => {
    if (role.maxSession === undefined) return { type: "unknown", missing: ["session length"] };
    const allowed = contract?.maxSession ?? usual;
    if (role.maxSession <= allowed) return { type: "clean" };
    const against = contract === undefined ? "and nobody registered why" : `the contract says ${contract.maxSession}`;
    const detail = `a session may last ${role.maxSession} seconds, ${against}`;
    const severity = contract === undefined ? ("low" as const) : ("medium" as const);
    return { type: "found", found: [{ detail, where: { policy: "role", statement: null }, severity }] };
  },
};
