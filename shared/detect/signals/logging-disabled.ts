import { fieldsAt, textAt } from "../../normalise/fields.ts";
import type { SeenAct } from "./signal.ts";
import { actSignal, type Look } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { operations } from "./support/operations.ts";

export const loggingDisabled = actSignal({
  id: "logging-disabled",
  severity: "critical",
  why: "Who switches off a trail, a detector or a log hides what comes next. No vendor's work needs it.",
  blind: "A trail that is off records nothing more: what follows the call is not seen.",
  falsePositives:
    "None that is known for trails and detectors, which no contract covers. A deployment tool deletes its own log groups, alarms and rules: declare logs, cloudwatch, events, ….",
  attack: ["T1562", "T1562.001", "T1562.008", "T1562.007", "T1070"],
  needs: "management",
  operations: operations({
    critical: {
      cloudtrail: [
        "StopLogging",
        "DeleteTrail",
        "UpdateTrail",
        "PutEventSelectors",
        "PutInsightSelectors",
        "DeleteEventDataStore",
        "StopEventDataStoreIngestion",
        "UpdateEventDataStore",
        "DeregisterOrganizationDelegatedAdmin",
      ],
      guardduty: [
        "DeleteDetector",
        "UpdateDetector",
        "StopMonitoringMembers",
        "DisassociateMembers",
        "DisassociateFromMasterAccount",
        "DisassociateFromAdministratorAccount",
        "DeleteMembers",
        "DeleteInvitations",
        "DeletePublishingDestination",
        "UpdatePublishingDestination",
        "CreateIPSet",
        "UpdateIPSet",
        "DeleteThreatIntelSet",
        "UpdateThreatIntelSet",
        "CreateFilter",
        "UpdateFilter",
        "ArchiveFindings",
        "DisableOrganizationAdminAccount",
        "UpdateMemberDetectors",
        "UpdateMalwareScanSettings",
      ],
      config: [
        "StopConfigurationRecorder",
        "DeleteConfigurationRecorder",
        "DeleteDeliveryChannel",
        "PutConfigurationRecorder",
      ],
      securityhub: [
        "DisableSecurityHub",
        "DeleteMembers",
        "DisassociateMembers",
        "DisassociateFromMasterAccount",
        "DisassociateFromAdministratorAccount",
        "BatchDisableStandards",
        "DisableImportFindingsForProduct",
        "UpdateStandardsControl",
        "CreateAutomationRule",
        "BatchUpdateFindings",
      ],
      "access-analyzer": ["DeleteAnalyzer", "CreateArchiveRule"],
      macie2: ["DisableMacie", "DisassociateFromAdministratorAccount", "UpdateMacieSession"],
      inspector2: ["Disable", "CreateFilter"],
      detective: ["DeleteGraph", "DeleteMembers", "DisassociateMembership"],
      ec2: ["DeleteFlowLogs"],
      route53resolver: ["DeleteResolverQueryLogConfig", "DisassociateResolverQueryLogConfig"],
      route53: ["DeleteQueryLoggingConfig"],
      bedrock: ["DeleteModelInvocationLoggingConfiguration"],
      securitylake: ["DeleteDataLake", "DeleteSubscriber"],
    },
    high: {
      s3: ["PutBucketLogging"],
      bedrock: ["DeleteGuardrail", "UpdateGuardrail"],
      config: [
        "DeleteConfigRule",
        "DeleteConformancePack",
        "DeleteRemediationConfiguration",
        "DeleteConfigurationAggregator",
        "DeleteRetentionConfiguration",
      ],
      logs: [
        "DeleteLogGroup",
        "DeleteLogStream",
        "DeleteDestination",
        "DeleteSubscriptionFilter",
        "DeleteMetricFilter",
        "DeleteResourcePolicy",
        "PutRetentionPolicy",
      ],
      cloudwatch: ["DeleteAlarms", "DisableAlarmActions", "SetAlarmState"],
      wafv2: [
        "DeleteLoggingConfiguration",
        "DeleteWebACL",
        "DisassociateWebACL",
        "DeleteRuleGroup",
        "DeleteIPSet",
        "UpdateIPSet",
        "UpdateWebACL",
      ],
      waf: ["DeleteLoggingConfiguration", "DeleteWebACL", "DeleteRuleGroup", "DeleteRule", "UpdateIPSet"],
      "waf-regional": ["DeleteLoggingConfiguration", "DeleteWebACL", "DeleteRuleGroup", "DeleteRule", "UpdateIPSet"],
      "network-firewall": ["UpdateLoggingConfiguration", "DeleteFirewall", "DeleteFirewallPolicy"],
      shield: ["DeleteProtection", "DeleteSubscription", "DisassociateDRTRole"],
      events: ["DisableRule", "DeleteRule", "RemoveTargets", "PutRule", "DeleteEventBus"],
      rds: ["ModifyActivityStream", "StopActivityStream"],
      ecs: ["UpdateClusterSettings"],
      sns: ["DeleteTopic", "Unsubscribe"],
    },
  }),
  look(seen, gravity) {
    if (isOurs(seen)) return { covered: false, severity: "critical", note: "it belongs to Sagewarden" };
    const { act } = seen;
    if (operationOf(act) === "PutRule") return textAt(act.request, "state") === "DISABLED" ? {} : undefined;
    if (operationOf(act) === "PutBucketLogging") return bucketLogging(seen);
    return gravity === "critical" ? { covered: false } : {};
  },
});

/** Without `LoggingEnabled` the call ends the logging. A refused one tells nothing of it. */
const bucketLogging = ({ act }: SeenAct): Look | undefined =>
  "LoggingEnabled" in fieldsAt(act.request, "BucketLoggingStatus") ? undefined : { covered: false };

/** Our own rules, topics and queues: whoever touches one means this very watch. */
const isOurs = ({ act: { request } }: SeenAct): boolean =>
  ["name", "rule", "topicArn", "subscriptionArn", "logGroupName"].some((key) =>
    /(^|[:/])sagewarden/i.test(textAt(request, key) ?? ""),
  );
