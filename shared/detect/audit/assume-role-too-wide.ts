import { covers, overlaps } from "../../policy/glob.ts";
import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { grantsOf, isLimitedByCondition, stillGrants, witnessOf } from "./support/grants.ts";
import { isWide } from "./support/iam.ts";
import { fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement lets the vendor take other roles from its session. */
export const assumeRoleTooWide: AuditRule = {
  id: "assume-role-too-wide",
  severity: "high",
  why: "Sessions of a second role have its rights, do not end with the first, and are traced only by who took which. Every role that trusts the account lets in whoever may assume `*`.",
  blind:
    "Whether the other role's trust lets this one in; a role that trusts this role by name needs no statement here.",
  remediation: "Remove the statement, or name the roles in it and in the contract's `assumes`.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html"],
  audit: (seen) =>
    permissionVerdict(
      seen,
      undeclared(seen).map((grant) => found(seen, grant)),
    ),
};

const undeclared = (seen: SeenRole): readonly Grant[] => {
  const declared = seen.contract?.assumes ?? [];
  const all = `arn:${seen.account.partition}:iam::${seen.account.account}:role/*`;
  return grantsOf(seen, "sts:AssumeRole").flatMap((grant) => {
    if (isLimitedByCondition(grant.statement)) return [];
    const resources = grant.resources
      .filter((resource) => overlaps(resource, "arn:*:iam::*:role/*"))
      .filter((resource) => !declared.some((pattern) => covers(pattern, resource)))
      .filter((resource) => stillGrants(seen, grant, "sts:AssumeRole", witnessOf(resource, all)));
    return resources.length > 0 ? [{ ...grant, resources }] : [];
  });
};

const found = ({ contract }: SeenRole, { policy, statement, resources }: Grant): Found => {
  const isPattern = resources.some((resource) => /[*?]/.test(resource));
  const isOpen = resources.some((resource) => isWide(resource) || resource.split(":")[4] === "*");
  const declared = contract?.assumes ?? [];
  return {
    detail: `allows ${listed(resources)} to be assumed${contract ? ", which the contract does not declare" : ""}`,
    where: whereOf({ policy, statement }),
    severity: isOpen ? "high" : isPattern || contract ? "medium" : "low",
    ...(declared.length > 0
      ? { fixed: fixedStatement(statement, { actions: ["sts:AssumeRole"], resources: declared }) }
      : {}),
  };
};
