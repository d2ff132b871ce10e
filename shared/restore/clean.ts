import { closedTrust, isOurPolicy } from "../contain/policies.ts";
import { isAtLeast } from "../decide/finding-rows.ts";
import type { Audited } from "../detect/audit/index.ts";
import type { Source } from "../detect/audit/rule.ts";
import type { CleanAudit } from "../model/clean-audit.ts";
import type { RoleFacts } from "../model/role-facts.ts";
import { sameDocument } from "../policy/canonical.ts";
import { isVendorRole } from "../vendors/discover.ts";
import { type Digest, holdingsOf } from "./holdings.ts";

/** What the role itself says and could not be read: "nothing found" is no word about it. */
const itsOwn: ReadonlySet<Source> = new Set(["sound policies", "sound trust policy", "attached policies", "boundary"]);

/**
 * The vendors' roles as they are, and whether the audit found nothing at medium or above. What could not be read and what is
 * contained says nothing.
 */
export const cleanAuditsOf = (
  { roles, findings, unknown }: Audited,
  now: string,
  digest: Digest,
): readonly CleanAudit[] => {
  const found = new Set(findings.filter(({ severity }) => isAtLeast(severity, "medium")).map(({ role }) => role));
  const unread = new Set(
    unknown.filter(({ missing }) => missing.some((one) => itsOwn.has(one))).map(({ role }) => role),
  );
  return roles
    .filter(isVendorRole)
    .map(({ role }) => role)
    .filter((role) => !unread.has(role.arn) && !isContained(role))
    .map((role) => ({
      ...{ role: role.arn, roleId: role.id, at: now, isClean: !found.has(role.arn) },
      ...holdingsOf(textsOf(role), digest),
    }));
};

const isContained = ({ trust, policies, boundary }: RoleFacts): boolean =>
  sameDocument(trust.text, closedTrust()) ||
  policies.some(({ name, arn }) => isOurPolicy(arn ?? name)) ||
  (typeof boundary === "object" && isOurPolicy(boundary.arn));

const textsOf = ({ trust, policies, boundary }: RoleFacts): Parameters<typeof holdingsOf>[0] => ({
  trust: trust.text,
  inline: policies.flatMap(({ name, arn, policy }) =>
    arn === undefined && policy !== undefined ? [{ name, document: policy.text }] : [],
  ),
  managed: policies.flatMap(({ arn, policy }) => (arn === undefined ? [] : [{ arn, document: policy?.text }])),
  boundary: typeof boundary === "object" ? boundary.arn : undefined,
});
