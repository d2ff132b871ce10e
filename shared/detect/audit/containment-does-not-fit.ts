import type { RoleFacts } from "../../model/role-facts.ts";
import type { AuditRule, Found } from "./rule.ts";
import { verdict } from "./support/verdict.ts";

/** Characters of all inline policies of a role together, white space aside, and attached policies by default. */
const inlineQuota = 10_240;
const attachedQuota = 10;
/** Our Deny for all, and the one for sessions older than a time, with room for names. */
const denyLength = 600;

/** There is no room on the role for the policies that would contain it. */
export const containmentDoesNotFit: AuditRule = {
  id: "containment-does-not-fit",
  severity: "medium",
  why: "Containing a role begins with an inline Deny, and falls back to an attached policy. Where the inline quota is used up or no place for an attached policy is left, the first answer fails when it is needed.",
  blind:
    "A raised quota: attached policies may have been given up to 20 places. The boundary is always left, and stops nothing that a resource's policy gives unless it denies.",
  remediation: `Join or shorten policies until ${denyLength} characters of the inline quota and one of the ${attachedQuota} places are free.`,
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"],
  audit: ({ role }) => verdict([...fullInline(role), ...fullAttached(role)]),
};

const fullInline = ({ policies }: RoleFacts): readonly Found[] => {
  const inline = policies.filter(({ arn }) => arn === undefined);
  const used = inline.reduce((sum, { policy }) => sum + (policy?.text.replaceAll(/\s/g, "").length ?? 0), 0);
  return used + denyLength <= inlineQuota
    ? []
    : [
        {
          detail: `${used} of ${inlineQuota} characters of inline policies are used: a Deny does not fit`,
          where: { policy: "role", statement: null },
        },
      ];
};

const fullAttached = ({ policies }: RoleFacts): readonly Found[] => {
  const attached = policies.filter(({ arn }) => arn !== undefined).length;
  return attached < attachedQuota
    ? []
    : [
        {
          detail: `${attached} policies are attached: no place is left for a Deny`,
          where: { policy: "role", statement: null },
        },
      ];
};
