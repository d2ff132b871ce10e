import type { ReadPolicy } from "../../policy/model.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { isInBucket } from "./support/s3.ts";
import { foundOrClean } from "./support/trust.ts";

/** Enough to mend a policy; the rest is counted. */
const shown = 5;

export const policyNotUnderstood: AuditRule = {
  id: "policy-not-understood",
  severity: "medium",
  why: "A policy that is no JSON, has an operator that AWS does not know or is longer than AWS stores cannot be judged: what it allows is not known, and no other rule's silence means anything.",
  blind: "What the policy was meant to say. A saved document may be damaged while the live policy is sound.",
  remediation:
    "Look at the live policy and correct what is named here; save the document again if only that is damaged.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  ],
  everyRole: true,
  audit: (seen) => foundOrClean(policiesOf(seen).flatMap(([name, policy]) => problemsOf(name, policy))),
};

/** `null` stands for a resource's policy that could not be asked for: nobody has to mend it. */
const unread = "null";

const policiesOf = ({ role, contract, account }: SeenRole): readonly (readonly [string, ReadPolicy])[] => [
  ["trust", role.trust],
  ...role.policies.flatMap(({ name, arn, policy }) => (policy === undefined ? [] : [[arn ?? name, policy] as const])),
  ...(typeof role.boundary === "object" && role.boundary.policy !== undefined
    ? [["boundary", role.boundary.policy] as const]
    : []),
  // Other resources' policies are nobody's finding here: resource-policy-grants-vendor says that it is not known.
  ...(account.resourcePolicies ?? []).flatMap(({ resource, policy }) =>
    policy.text !== unread && contract?.buckets.some((scope) => isInBucket(resource, scope))
      ? [[resource, policy] as const]
      : [],
  ),
];

const problemsOf = (policy: string, { problems }: ReadPolicy): Found[] => {
  const rest = problems.length - shown;
  return problems.slice(0, shown).map(({ statement, line, what }, index) => ({
    detail: `${what}${index === shown - 1 && rest > 0 ? `, and ${rest} more` : ""}`,
    where: { policy, statement: statement ?? null, ...(line !== undefined && { line }) },
  }));
};
