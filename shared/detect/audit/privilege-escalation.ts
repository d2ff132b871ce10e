import type { Grant } from "../../policy/grants.ts";
import { escalationSets } from "./escalation/index.ts";
import { type EscalationSet, escalationSources } from "./escalation/set.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { serviceOf } from "./support/actions.ts";
import { grantsOf, isByVariable, isLimitedByCondition } from "./support/grants.ts";
import { iamGrants, isWide, privilegedAmong } from "./support/iam.ts";
import { isPassable, undeclaredPasses } from "./support/pass-role.ts";
import { byStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** The role can give itself, or take, rights that it was not given. */
export const privilegeEscalation: AuditRule = {
  id: "privilege-escalation",
  severity: "critical",
  why: "With these actions together a session becomes more than its role: it writes policies, makes credentials, or runs code with the rights of another role. What the role's other statements say then limits nothing.",
  blind:
    "Ways over several principals, and what an organisation's policies (SCPs) forbid. An action that its resource or a condition limits to things of the vendor's own is not counted.",
  remediation:
    "Remove one action of each set, or limit it: IAM writes by `iam:PermissionsBoundary`, PassRole to declared roles and services, actions on existing compute to the vendor's own by name or tag.",
  sources: Object.values(escalationSources),
  audit: (seen) => permissionVerdict(seen, byStatement(waysOf(seen)).map(found)),
};

type Way = Grant & { set: EscalationSet };

/** A way for each set that is held whole; it stands where the action stands that does the harm. */
const waysOf = (seen: SeenRole): readonly Way[] =>
  escalationSets
    .filter(({ actions }) => actions.every((action) => grantsOf(seen, action).length > 0))
    .flatMap((set) => {
      const grant = isPassing(set) ? passing(seen, set) : taking(seen, set);
      return grant ? [{ ...grant, set }] : [];
    });

const isPassing = ({ actions }: EscalationSet): boolean => actions.includes("iam:PassRole");

/** A role that may be handed over is a way up when it may be any role, or one that may do everything. */
const passing = (seen: SeenRole, { actions }: EscalationSet): Grant | undefined => {
  const prefix = serviceOf(actions.find((action) => action !== "iam:PassRole") ?? "");
  return undeclaredPasses(seen).find(
    (grant) =>
      isPassable(grant, prefix) &&
      grant.resources.some((resource) => isWide(resource) || privilegedAmong(seen, resource).length > 0),
  );
};

/** Each action must reach what is not the vendor's own: writing to IAM always does, compute where the resource names none. */
const taking = (seen: SeenRole, { actions }: EscalationSet): Grant | undefined => {
  const grants = actions.map((action) => {
    if (action.startsWith("iam:")) return iamGrants(seen, action)[0];
    const all = grantsOf(seen, action);
    return harmful(all) ?? (helping.test(action) ? all[0] : undefined);
  });
  return grants.every((grant) => grant !== undefined) ? grants[0] : undefined;
};

/** They prepare what another action of the set does to somebody's compute. */
const helping =
  /:(Describe|Get|Register|AssumeRole$|Create(StudioLifecycleConfig|NotebookInstanceLifecycleConfig|LaunchTemplateVersion|ChangeSet)$)/;

const harmful = (grants: readonly Grant[]): Grant | undefined =>
  grants.find(
    ({ statement, resources }) =>
      !isLimitedByCondition(statement) &&
      resources.some((one) => !isDocument(one) && isWide(one) && !isByVariable(statement, one)),
  );

/** SendCommand names the document beside the instances. */
const isDocument = (resource: string): boolean => /:document\//.test(resource);

const found = (ways: readonly [Way, ...Way[]]): Found => {
  const [first] = ways;
  const isOfIam = ways.some(({ set }) => set.actions.every((action) => /^(iam|sso|sts):/.test(action)));
  const names = ways.map(({ set }) => set.actions.join(" + "));
  return {
    detail: `allows ${listed(names, 3)} on ${listed(first.resources, 3)}: each gives rights that the role was not given`,
    where: whereOf(first),
    severity: isOfIam && ways.some(({ resources }) => resources.some(isWide)) ? "critical" : "high",
  };
};
