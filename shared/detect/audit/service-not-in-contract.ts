import type { Contract } from "../../model/contract.ts";
import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { allowedPatterns, dataReading, isReading, serviceOf } from "./support/actions.ts";
import { grantsOf, isAmong, limitedTo } from "./support/grants.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** They ask nothing of anybody, or other rules judge them. */
const judgedElsewhere = [...["sts:*", "iam:PassRole"]];

/** S3 uses a key for those who read and write encrypted objects. */
const keyUse = ["kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** A statement allows what belongs to a service that the contract does not name. */
export const serviceNotInContract: AuditRule = {
  id: "service-not-in-contract",
  severity: "medium",
  why: "A vendor that was registered for one service and may call another can be abused where nobody looks: what was agreed names neither what it may read there nor what it may change.",
  blind:
    "A service that the contract names is not looked into here, other rules do. Permissions that a resource's policy gives are not permissions of the role.",
  remediation: "Remove the actions, or name the service in the vendor's contract if it needs them.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"],
  audit: (seen) => {
    const { contract } = seen;
    if (contract === undefined) return { type: "not-applicable" };
    return permissionVerdict(
      seen,
      byStatement(beyond(seen, contract)).map((items) => found(items, contract)),
    );
  },
};

type Beyond = Grant & { action: string };

const beyond = (seen: SeenRole, contract: Contract): readonly Beyond[] => {
  const allowed = servicesOf(contract);
  return allowedPatterns(seen)
    .filter((action) => !allowed.has(serviceOf(action)) && !isAmong(action, judgedElsewhere) && !isIamWrite(action))
    .flatMap((action) =>
      inOthers(seen, action, allowed)
        .filter(({ statement }) => statement.actions?.includes(action))
        .filter((grant) => !isForTheContract(action, grant, contract) && !isOfItself(seen, grant))
        .map((grant) => ({ ...grant, action })),
    );
};

/** One action each of services that nearly every account uses: what a pattern over services leaves of them counts. */
const samples = [
  "ec2:DescribeInstances",
  "dynamodb:Scan",
  "secretsmanager:GetSecretValue",
  "lambda:InvokeFunction",
  "rds:ModifyDBInstance",
];

const inOthers = (seen: SeenRole, action: string, allowed: ReadonlySet<string>): readonly Grant[] =>
  /[*?]/.test(serviceOf(action))
    ? samples.filter((sample) => !allowed.has(serviceOf(sample))).flatMap((sample) => grantsOf(seen, sample))
    : grantsOf(seen, action);

/** `iam-write` and the rules of escalation judge these. */
const isIamWrite = (action: string): boolean => serviceOf(action) === "iam" && !isReading(action);

/** Those it names, and those that what it names belongs to. */
const servicesOf = ({ services, secrets }: Contract): ReadonlySet<string> =>
  new Set([...services, ...secrets.flatMap((arn) => arn.split(":")[2] ?? [])]);

const isForTheContract = (action: string, { resources, statement }: Grant, contract: Contract) => {
  if (isAmong(action, keyUse)) {
    return limitedTo(statement, /^kms:ViaService$/i) !== undefined || resources.every(isOneKey);
  }
  if (isAmong(action, ["iam:CreateServiceLinkedRole"]))
    return limitedTo(statement, /^iam:AWSServiceName$/i) !== undefined;
  return contract.passRoles.length > 0 && isAmong(action, ["iam:GetRole", "iam:GetInstanceProfile"]);
};

/** Looking at itself shows nothing of anybody else. */
const isOfItself = ({ role }: SeenRole, { resources }: Grant): boolean =>
  resources.every((resource) => resource === role.arn);

const isOneKey = (resource: string): boolean => /^arn:[^:]+:kms:[^:]+:\d{12}:(key|alias)\/[^*?]+$/.test(resource);

const found = (items: readonly [Beyond, ...Beyond[]], contract: Contract): Found => {
  const [first] = items;
  const { statement } = first;
  const names = items.map(({ action }) => action);
  const kept = (statement.actions ?? []).filter((action) => !names.includes(action));
  const isGrave = names.some((name) => !isReading(name) || dataReading.some((read) => isAmong(read, [name])));
  return {
    detail: `allows ${listed(names)}; the contract names ${listed(contract.services)}`,
    where: whereOf(first),
    severity: isGrave ? "high" : "medium",
    ...(kept.length > 0 ? { fixed: fixedStatement(statement, { actions: kept }) } : {}),
  };
};
