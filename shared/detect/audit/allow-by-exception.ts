import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { grantsOf } from "./support/grants.ts";
import { heldBy } from "./support/held.ts";
import { isWide } from "./support/iam.ts";
import { listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement allows everything but what it names. */
export const allowByException: AuditRule = {
  id: "allow-by-exception",
  severity: "high",
  why: "NotAction and NotResource with Allow give what nobody wrote down: each service and resource that AWS or you add later is the vendor's at once.",
  blind: "Whether what is left is harmless. A Deny with NotAction or NotResource is right and is not meant.",
  remediation: "Name what is allowed with Action and Resource. To keep something out, add a Deny.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"],
  audit: (seen) =>
    permissionVerdict(
      seen,
      exceptions(seen).map((grant) => found(seen, grant)),
    ),
};

const exceptions = (seen: SeenRole): readonly Grant[] => {
  const inForce = grantsOf(seen, "*");
  return heldBy(seen.role).policies.flatMap((policy) =>
    (policy.policy.document?.statements ?? []).flatMap((statement) =>
      statement.effect === "Allow" && (statement.notActions !== undefined || statement.notResources !== undefined)
        ? inForce.filter((grant) => grant.policy.name === policy.name && grant.statement.index === statement.index)
        : [],
    ),
  );
};

/** With named resources it is all that can be done to them, and with a boundary what the boundary leaves. */
const found = ({ role }: SeenRole, { policy, statement, resources }: Grant): Found => {
  const isOfAll = resources.some(isWide) && heldBy(role).boundary === undefined;
  const named = statement.notActions ?? statement.notResources ?? [];
  return {
    detail: `allows everything but ${listed(named)} on ${listed(resources, 3)}`,
    where: whereOf({ policy, statement }),
    severity: isOfAll ? "high" : heldBy(role).boundary === undefined ? "medium" : "low",
  };
};
