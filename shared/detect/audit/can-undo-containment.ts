import { overlaps } from "../../policy/glob.ts";
import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { grantsOf, stillGrants } from "./support/grants.ts";
import { onItself, onPolicies } from "./support/undoing.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** The role may change itself, or the policies that would hold it: a containment could be taken back by those it is against. */
export const canUndoContainment: AuditRule = {
  id: "can-undo-containment",
  severity: "critical",
  why: "A change of IAM needs seconds to hold everywhere. A session that may delete, detach or overwrite the policy that denies it, or its boundary or trust, uses them to free itself: such a role cannot be stopped from inside the account.",
  blind:
    "Another role that it could take or make and that may do this: see `privilege-escalation` and `assume-role-too-wide`. SCPs that protect the policies.",
  remediation:
    "Remove IAM writes from the role, or add a Deny without conditions for these actions on the role's own ARN and on the policies of Sagewarden.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html",
    "https://www.offensai.com/blog/eventual-consistency-resistant-iam-containment-aws-incident-response",
  ],
  audit: (seen) =>
    permissionVerdict(
      seen,
      byStatement(undoing(seen)).map((items) => found(seen, items)),
    ),
};

type Undoing = Grant & { action: string };

const undoing = (seen: SeenRole): readonly Undoing[] => {
  const { role, account } = seen;
  const ours = `arn:${account.partition}:iam::${account.account}:policy/sagewarden`;
  const boundary = role.boundary === "none" || role.boundary === undefined ? [] : [role.boundary.arn];
  return [
    ...onItself.flatMap((action) => reaching(seen, action, [role.arn])),
    ...onPolicies.flatMap((action) => reaching(seen, action, [...boundary, ours])),
  ];
};

const reaching = (seen: SeenRole, action: string, targets: readonly string[]): readonly Undoing[] =>
  grantsOf(seen, action)
    .filter((grant) =>
      targets.some(
        (target) =>
          grant.resources.some((pattern) => overlaps(pattern, target)) && stillGrants(seen, grant, action, target),
      ),
    )
    .map((grant) => ({ ...grant, action }));

/** AWS has no element "not this one" beside a resource: what mends it is a Deny. */
const found = ({ role }: SeenRole, items: readonly [Undoing, ...Undoing[]]): Found => {
  const [first] = items;
  const actions = items.map(({ action }) => action);
  return {
    detail: `allows ${listed(actions)} on ${actions.some((action) => onItself.includes(action)) ? "the role itself" : "the policies that limit it"}`,
    where: whereOf(first),
    fixed: fixedStatement(
      { ...first.statement, sid: "NeverOnItself", effect: "Deny", conditions: [] },
      { actions: onItself, resources: [role.arn] },
    ),
  };
};
