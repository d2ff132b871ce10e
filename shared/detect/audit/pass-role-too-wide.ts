import { covers } from "../../policy/glob.ts";
import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { grantsOf } from "./support/grants.ts";
import { isWide, privilegedAmong } from "./support/iam.ts";
import { passedTo, undeclaredPasses } from "./support/pass-role.ts";
import { fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement lets the vendor hand roles to services that the contract does not declare. */
export const passRoleTooWide: AuditRule = {
  id: "pass-role-too-wide",
  severity: "high",
  why: "Whoever may hand a role to a service may run code with that role's rights. Without a list of roles it is the right of the strongest role that the service accepts.",
  blind:
    "What a declared role may do: it is the vendor's as soon as it may pass it. Whether the role's trust lets the service in.",
  remediation:
    "Name the roles in the statement and in the contract's `passRoles`, and the service in a condition on `iam:PassedToService`.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
  audit: (seen) => {
    const undeclared = undeclaredPasses(seen).flatMap((grant) => beyond(seen, grant));
    const anywhere = declared(seen)
      .filter((grant) => passedTo(grant) === undefined)
      .map(
        (grant): Found => ({
          detail: `allows ${listed(grant.resources)} to be passed to any service`,
          where: whereOf(grant),
          severity: "low",
        }),
      );
    return permissionVerdict(seen, [...undeclared, ...anywhere]);
  },
};

const declared = (seen: SeenRole): readonly Grant[] =>
  grantsOf(seen, "iam:PassRole").filter(({ resources }) =>
    resources.every((resource) => seen.contract?.passRoles.some((pattern) => covers(pattern, resource))),
  );

/** Without a contract nothing is declared: then a named role that is nobody special is only said. */
const beyond = (seen: SeenRole, grant: Grant): readonly Found[] => {
  const isGrave = grant.resources.some((resource) => isWide(resource) || privilegedAmong(seen, resource).length > 0);
  const passRoles = seen.contract?.passRoles ?? [];
  const severity = isGrave
    ? "high"
    : seen.contract || grant.resources.some((one) => /[*?]/.test(one))
      ? "medium"
      : "low";
  return [
    {
      detail: `allows ${listed(grant.resources)} to be passed to ${listed(passedTo(grant) ?? ["any service"])}`,
      where: whereOf(grant),
      severity,
      ...(passRoles.length > 0 && grant.statement.actions?.length === 1
        ? { fixed: fixedStatement(grant.statement, { resources: passRoles }) }
        : {}),
    },
  ];
};
