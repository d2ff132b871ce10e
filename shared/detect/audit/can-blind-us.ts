import { overlaps } from "../../policy/glob.ts";
import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { grantsOf, isLimitedByCondition, stillGrants, witnessOf } from "./support/grants.ts";
import { isWide } from "./support/iam.ts";
import { byStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** The role may switch off logging, detection or the rules that watch it. */
export const canBlindUs: AuditRule = {
  id: "can-blind-us",
  severity: "high",
  why: "Whoever stops the trail, the detector or the rules on the event bus is seen once, by the record of that act, and never again. No vendor's work needs it.",
  blind:
    "The bucket of a trail that the role may write to or empty. Trails of the organisation are out of the account's reach.",
  remediation: "Remove the actions, or name rules and log groups of the vendor's own as their resources.",
  sources: ["https://attack.mitre.org/techniques/T1562/008/"],
  audit: (seen) => permissionVerdict(seen, byStatement(blinding(seen)).map(found)),
};

const services: Readonly<Record<string, readonly string[]>> = {
  cloudtrail: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "DeleteEventDataStore"],
  guardduty: [
    "DeleteDetector",
    "UpdateDetector",
    "CreateFilter",
    "DisassociateFromAdministratorAccount",
    "CreateIPSet",
  ],
  config: ["StopConfigurationRecorder", "DeleteConfigurationRecorder", "DeleteDeliveryChannel"],
  securityhub: ["DisableSecurityHub", "BatchDisableStandards", "UpdateFindings"],
  "access-analyzer": ["DeleteAnalyzer", "CreateArchiveRule"],
  macie2: ["DisableMacie"],
  detective: ["DeleteGraph"],
  events: ["DisableRule", "DeleteRule", "RemoveTargets", "PutRule", "PutTargets"],
  logs: ["DeleteLogGroup", "DeleteLogStream", "DeleteSubscriptionFilter"],
  cloudwatch: ["DisableAlarmActions", "DeleteAlarms"],
  ec2: ["DeleteFlowLogs"],
  organizations: ["LeaveOrganization", "DetachPolicy", "DisablePolicyType"],
  account: ["CloseAccount"],
  sqs: ["PurgeQueue", "DeleteQueue"],
  lambda: ["DeleteFunction", "PutFunctionConcurrency", "DeleteEventSourceMapping"],
};

const actions = Object.entries(services).flatMap(([service, names]) => names.map((name) => `${service}:${name}`));

/** They matter where they reach what is ours; elsewhere they are the vendor's work. */
const onOurs = /^(events|sqs|lambda|logs|cloudwatch):/;

type Blinding = Grant & { action: string };

const blinding = (seen: SeenRole): readonly Blinding[] =>
  actions.flatMap((action) =>
    grantsOf(seen, action).flatMap((grant) => {
      if (isLimitedByCondition(grant.statement)) return [];
      const resources = grant.resources
        .filter((resource) => !onOurs.test(action) || isWide(resource) || isOurs(resource))
        .filter((resource) => stillGrants(seen, grant, action, witnessOf(resource, everyOne(seen, action))));
      return resources.length > 0 ? [{ ...grant, action, resources }] : [];
    }),
  );

/** The deployment's names begin so, as the stack or in lower case. */
const isOurs = (resource: string): boolean => {
  const name = resource.split(":").slice(5).join(":");
  return ["sagewarden", "Sagewarden"].some((ours) => overlaps(name, `*${ours}*`) && /agewarden/.test(name));
};

const everyOne = ({ account: { partition, account } }: SeenRole, action: string): string =>
  `arn:${partition}:${action.split(":")[0]}:us-east-1:${account}:*`;

const found = (items: readonly [Blinding, ...Blinding[]]): Found => {
  const [first] = items;
  return {
    detail: `allows ${listed(items.map(({ action }) => action))} on ${listed(
      items.flatMap(({ resources }) => resources),
      3,
    )}`,
    where: whereOf(first),
    severity: items.some(({ action }) => !onOurs.test(action)) ? "high" : "medium",
  };
};
