import type { RoleFacts } from "../../model/role-facts.ts";
import { mayGrant } from "../../policy/grants.ts";
import type { NamedPolicy } from "../../policy/model.ts";
import type { Reach } from "./report.ts";

const most = 500;

/** What the role's policies may allow, within its boundary. A policy without its document is named, and never "nothing". */
export const reachOf = ({ policies, boundary }: Pick<RoleFacts, "policies" | "boundary">): Reach => {
  const held = policies.flatMap(({ name, arn, policy }): NamedPolicy[] =>
    policy?.document === undefined ? [] : [{ name: arn ?? name, policy }],
  );
  const unread = policies.filter(({ policy }) => policy?.document === undefined).map(({ name, arn }) => arn ?? name);
  const limit =
    typeof boundary === "object" && boundary.policy !== undefined
      ? { name: boundary.arn, policy: boundary.policy }
      : undefined;
  const isUnknownLimit = typeof boundary === "object" && boundary.policy === undefined;
  const grants = mayGrant(held, "*", "*", limit).flatMap(({ policy, statement, resources }) =>
    (statement.actions ?? ["*"]).map((action) => ({
      action,
      resources,
      policy: policy.name,
      sid: statement.sid ?? null,
      conditions: statement.conditions.length > 0,
    })),
  );
  return { grants: grants.slice(0, most), unknown: [...unread, ...(isUnknownLimit ? [boundary.arn] : [])] };
};
