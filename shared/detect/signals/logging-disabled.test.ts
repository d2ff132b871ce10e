import { callRecord } from "../../vendors/watch/example-acts.ts";
import { loggingDisabled } from "./logging-disabled.ts";
import { fires, quiet, refused, registeredFor } from "./support/fixtures.ts";

const stop = callRecord("cloudtrail", "StopLogging", { name: "arn:aws:cloudtrail:us-east-1:111122223333:trail/main" });
const rule = (eventName: string, request: object) => callRecord("events", eventName, request);
const logging = (BucketLoggingStatus: object) =>
  callRecord("s3", "PutBucketLogging", { bucketName: "b", BucketLoggingStatus });

fires(loggingDisabled, [
  ["a trail stops", stop, "critical", "cloudtrail StopLogging on arn:aws:cloudtrail"],
  ["no contract covers it", stop, "critical", "StopLogging", registeredFor("cloudtrail")],
  ["refused", refused(stop), "high", "AccessDenied"],
  [
    "events are left out",
    callRecord("cloudtrail", "PutEventSelectors", { trailName: "main", eventSelectors: [] }),
    "critical",
    "on main",
  ],
  ["a detector", callRecord("guardduty", "UpdateDetector", { detectorId: "d", enable: false }), "critical", "on d"],
  ["flow logs", callRecord("ec2", "DeleteFlowLogs", { DeleteFlowLogsRequest: {} }), "critical", "DeleteFlowLogs"],
  [
    "queries of names",
    callRecord("route53resolver", "DeleteResolverQueryLogConfig", { resolverQueryLogConfigId: "r" }),
    "critical",
    "DeleteResolver",
  ],
  ["alarms", callRecord("monitoring", "DeleteAlarms", { alarmNames: ["a"] }), "high", "DeleteAlarms"],
  [
    "alarms, declared under IAM's name",
    callRecord("monitoring", "DeleteAlarms", {}),
    "low",
    "DeleteAlarms",
    registeredFor("cloudwatch"),
  ],
  ["a rule", rule("DisableRule", { name: "nightly" }), "high", "on nightly"],
  [
    "our rule, though events is declared",
    rule("DeleteRule", { name: "sagewarden-watch-0" }),
    "critical",
    "belongs to Sagewarden",
    registeredFor("events"),
  ],
  [
    "our rule's targets",
    rule("RemoveTargets", { rule: "SagewardenVendors-Watch", ids: ["1"] }),
    "critical",
    "Sagewarden",
  ],
  ["a rule is put there switched off", rule("PutRule", { name: "nightly", state: "DISABLED" }), "high", "on nightly"],
  ["a bucket's log", logging({ xmlns: "http://s3.amazonaws.com/doc/2006-03-01/" }), "high", "on b"],
]);

quiet(loggingDisabled, [
  ["a rule is made", rule("PutRule", { name: "nightly", state: "ENABLED" })],
  ["a bucket's log begins", logging({ LoggingEnabled: { TargetBucket: "logs" } })],
  ["a trail is described", callRecord("cloudtrail", "DescribeTrails", null)],
  ["S3 has rules of that name", callRecord("elasticloadbalancing", "DeleteRule", {})],
]);
