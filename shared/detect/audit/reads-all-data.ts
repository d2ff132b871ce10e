import { covers } from "../../policy/glob.ts";
import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { dataReading, serviceOf } from "./support/actions.ts";
import { grantsOf, isLimitedByCondition, stillGrants, witnessOf } from "./support/grants.ts";
import { isWide } from "./support/iam.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement reads stored data, secrets or keys wherever they are. */
export const readsAllData: AuditRule = {
  id: "reads-all-data",
  severity: "high",
  why: "With `*` as the resource of s3:GetObject, GetSecretValue, GetParameter or kms:Decrypt one abused session reads everything that the account holds, and credentials that lead further.",
  blind:
    "Buckets of a registered vendor are judged by `bucket-not-in-contract`, services outside its contract by `service-not-in-contract`. What a resource's own policy or key denies.",
  remediation:
    "Name the resources, or limit the statement to those with the vendor's tag by a condition on `aws:ResourceTag/…`.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"],
  audit: (seen) =>
    permissionVerdict(
      seen,
      byStatement(reading(seen)).map((items) => found(seen, items)),
    ),
};

type Reading = Grant & { action: string };

const reading = (seen: SeenRole): readonly Reading[] =>
  dataReading
    .filter((action) => !isJudgedElsewhere(seen, action))
    .flatMap((action) =>
      grantsOf(seen, action).flatMap((grant) => {
        if (isLimitedByCondition(grant.statement)) return [];
        const resources = grant.resources
          .filter((resource) => isEverything(seen, action, resource))
          .filter((resource) => stillGrants(seen, grant, action, witnessOf(resource, allOf(seen, action))));
        return resources.length > 0 ? [{ ...grant, action, resources }] : [];
      }),
    );

const isJudgedElsewhere = ({ contract }: SeenRole, action: string): boolean => {
  if (contract === undefined) return false;
  const service = serviceOf(action);
  return (
    service === "s3" ||
    !(contract.services.includes(service) || contract.secrets.some((arn) => arn.split(":")[2] === service))
  );
};

/** With a contract that names its secrets, any other secret is too much. */
const isEverything = ({ contract }: SeenRole, action: string, resource: string): boolean => {
  const service = serviceOf(action);
  const secrets = (contract?.secrets ?? []).filter((arn) => arn.split(":")[2] === service);
  if (secrets.length > 0)
    return !secrets.some((pattern) => covers(pattern, resource) || covers(`${pattern}-??????`, resource));
  return service === "s3" ? /^(\*|arn:[^:]*:s3:::[*?])/.test(resource) : isWide(resource);
};

/** A name that nobody has, in the form of the service's ARNs. */
const allOf = ({ account: { partition, account } }: SeenRole, action: string): string =>
  serviceOf(action) === "s3"
    ? `arn:${partition}:s3:::*/*`
    : `arn:${partition}:${serviceOf(action)}:us-east-1:${account}:*`;

/** Names of functions, logs and the like are not secrets; everything else in the list is what somebody stored. */
const lesser = /^(logs:|lambda:|ecr:|cognito|glacier:|codecommit:)/;

const found = ({ contract }: SeenRole, items: readonly [Reading, ...Reading[]]): Found => {
  const [first] = items;
  const secrets = contract?.secrets ?? [];
  return {
    detail: `allows ${listed(items.map(({ action }) => action))} on ${listed(items.flatMap(({ resources }) => resources))}`,
    where: whereOf(first),
    severity: items.every(({ action }) => lesser.test(action)) ? "medium" : "high",
    ...(secrets.length > 0 ? { fixed: fixedStatement(first.statement, { resources: secrets }) } : {}),
  };
};
