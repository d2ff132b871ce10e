import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { allowedPatterns, serviceOf } from "./support/actions.ts";
import { grantsOf, isLimitedByCondition, stillGrants, witnessOf } from "./support/grants.ts";
import { isWide } from "./support/iam.ts";
import { byStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement allows all actions of a service, or of all services, on everything. */
export const serviceWildcard: AuditRule = {
  id: "service-wildcard",
  severity: "medium",
  why: "`ec2:*` on `*` is every action that the service has and will have, deleting and sharing among them, on what belongs to everybody.",
  blind: "Long lists of actions that come to the same. S3 is judged by its buckets.",
  remediation: "Name the actions and the resources that the vendor's work needs.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"],
  audit: (seen) => permissionVerdict(seen, byStatement(wildcards(seen)).map(found)),
};

type Wild = Grant & { action: string };

const wildcards = (seen: SeenRole): readonly Wild[] =>
  allowedPatterns(seen)
    .filter((action) => /^(\*+|[^:]+:\*+)$/.test(action) && isOurs(seen, action))
    .flatMap((action) =>
      grantsOf(seen, action)
        .filter(({ statement }) => statement.actions?.includes(action) && !isLimitedByCondition(statement))
        .filter((grant) =>
          grant.resources.some((resource) => isWide(resource) && reaches(seen, grant, action, resource)),
        )
        .map((grant) => ({ ...grant, action })),
    );

/** What a contract does not name is reported as that; what a bucket is, by the rules for buckets. */
const isOurs = ({ contract }: SeenRole, action: string): boolean => {
  const service = serviceOf(action);
  if (service.startsWith("*")) return true;
  return contract === undefined || (service !== "s3" && contract.services.includes(service));
};

const reaches = (seen: SeenRole, grant: Grant, action: string, resource: string): boolean => {
  const { partition, account } = seen.account;
  const service = serviceOf(action).startsWith("*") ? "ec2" : serviceOf(action);
  return stillGrants(seen, grant, action, witnessOf(resource, `arn:${partition}:${service}:us-east-1:${account}:*`));
};

const found = (items: readonly [Wild, ...Wild[]]): Found => {
  const [first] = items;
  const isAll = items.some(({ action }) => action.startsWith("*"));
  return {
    detail: `allows ${listed(items.map(({ action }) => action))} on ${listed(first.resources, 3)}`,
    where: whereOf(first),
    severity: isAll ? "critical" : "medium",
  };
};
