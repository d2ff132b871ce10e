import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { FunctionDefinition } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import { incidentService } from "../../shared/record/metrics.ts";
import type { AlarmRow } from "../constructs/alarms.ts";
import type { IngestQueue } from "../constructs/ingest-queue.ts";

export interface Watched {
  queues: Readonly<Record<string, IngestQueue>>;
  functions: readonly { definition: FunctionDefinition; handler: LambdaFunction }[];
}

const period = Duration.minutes(5);

/** A queue's key as the alarms' names have it: `vendor-acts`. */
const kebab = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const queueAlarms = (name: string, { queue, dead }: IngestQueue): AlarmRow[] => [
  {
    name: `${name}-dead-letters`,
    description: `Records that nothing could be done with lie in ${name}-dead; each message says why in its attributes.`,
    metric: dead.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
    limit: { above: 0 },
    periods: 1,
  },
  {
    name: `${name}-age`,
    // Evidence may take 15 minutes, and a throttled call is tried again for longer.
    description: `The oldest record in ${name} has waited for more than an hour: is its function failing or throttled?`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: "Maximum" }),
    limit: { above: Duration.hours(1).toSeconds() },
    periods: 3,
  },
];

/** What a function counts itself (`shared/record/metrics.ts`); more than none is news. */
const counted = (name: string, metricName: string, functionName: string, description: string): AlarmRow => ({
  name,
  description,
  metric: new Metric({
    namespace: names.metricsNamespace,
    metricName,
    dimensionsMap: { service: functionName },
    statistic: "Maximum",
    period,
  }),
  limit: { above: 0 },
  periods: 1,
});

/** An execution has errors of its own: an invocation that fails is tried again, an execution is not. */
const durableAlarms = (folder: string, functionName: string, handler: LambdaFunction): AlarmRow[] =>
  (["DurableExecutionFailed", "DurableExecutionTimedOut"] as const).map((metricName) => ({
    name: `${folder}-${metricName === "DurableExecutionFailed" ? "executions-failed" : "executions-timed-out"}`,
    description: `An execution of ${functionName} ended without an end of its case: nobody holds the case any more. \`sagewarden explain\` the ARN in its log.`,
    metric: handler.metric(metricName, { period, statistic: "Sum" }),
    limit: { above: 0 },
    periods: 1,
  }));

const functionAlarms = ({ definition, handler }: Watched["functions"][number]): AlarmRow[] => {
  const { folder, functionName, source } = definition;
  const rows: AlarmRow[] = [
    {
      name: `${folder}-errors`,
      description: `${functionName} failed as a whole; see its log group /aws/lambda/${functionName}.`,
      metric: handler.metricErrors({ period }),
      limit: { above: 0 },
      periods: 1,
    },
    {
      name: `${folder}-throttles`,
      description: `${functionName} is throttled: the account's concurrency is used up. Nothing is lost, all is late.`,
      metric: handler.metricThrottles({ period }),
      limit: { above: 0 },
      periods: 3,
    },
  ];
  if (source.type === "queue") {
    const poison = `${functionName} got a record that it cannot read; it lies in the dead letters with its reason.`;
    return [...rows, counted(`${folder}-poison`, "Poison", functionName, poison)];
  }
  if (source.type === "durable") return [...rows, ...durableAlarms(folder, functionName, handler)];
  if (source.type !== "schedule") return rows;
  return [
    ...rows,
    {
      name: `${folder}-silent`,
      description: `${functionName} runs every ${source.every} and did not: is its schedule there and enabled?`,
      metric: handler.metricInvocations({ period: Duration.parse(source.every) }),
      limit: { below: 1 },
      periods: 3,
    },
  ];
};

/** What the cases of unowned resources count (`shared/unowned/world.ts`). */
const caseAlarms: readonly AlarmRow[] = [
  counted(
    "untold",
    "Untold",
    names.functions.settleUnowned,
    "A notice about an unowned resource had no receipt for 14 days, so nothing was done: confirm a subscription, or connect Slack.",
  ),
  counted(
    "destructive-limit",
    "DestructiveLimit",
    names.functions.settleUnowned,
    "limits.destructivePerHour holds back what would be stopped or deleted: is that many right? It goes on by itself.",
  ),
  counted(
    "cases-failed",
    "CaseFailed",
    names.functions.settleUnowned,
    "An unowned resource could not be stopped, deleted or looked at; the notice and the case say why.",
  ),
];

/** What a sweep counts at its end. */
const sweepAlarms: readonly AlarmRow[] = [
  counted(
    "missed-records",
    "Missed",
    names.functions.sweep,
    "CloudTrail has creations that EventBridge never brought. They are handled now; many of them mean a rule or a collector is dead.",
  ),
  counted(
    "unread",
    "Unread",
    names.functions.sweep,
    "The sweep could not read everything: what is missing stands in its log. A permission, or a call of SageMaker that is refused.",
  ),
];

/** A queue's function has no schedule of its own to be silent: it counts each audit. */
const auditAlarms: readonly AlarmRow[] = [
  {
    name: "audit-vendors-silent",
    description:
      "Vendors' roles were not audited for 36 hours: see the log of the function and the messages in its queue. New roles that outsiders may take are not found meanwhile.",
    metric: new Metric({
      namespace: names.metricsNamespace,
      metricName: "Audited",
      dimensionsMap: { service: names.functions.auditVendors },
      statistic: "Sum",
      period: Duration.hours(6),
    }),
    limit: { below: 1 },
    periods: 6,
  },
];

/** What a run of attempts across the teams' borders counts. */
const probeAlarms: readonly AlarmRow[] = [
  counted(
    "probe-crossed-border",
    "Crossed",
    names.functions.probeIsolation,
    "A team can do to another what it must not: the notice and `sagewarden probe` say what, `sagewarden verify --live` by which statement.",
  ),
  counted(
    "probe-blind",
    "Unproven",
    names.functions.probeIsolation,
    "Attempts across the teams' borders ended in neither a refusal nor a success: `sagewarden probe` says which, and why. Nothing is known of these borders.",
  ),
];

/** What the function that looks at the pause every five minutes counts (`shared/tell-pause.ts`). */
const pauseAlarms: readonly AlarmRow[] = [
  counted(
    "paused",
    "Paused",
    names.functions.countUnaccounted,
    "Somebody paused Sagewarden: `sagewarden doctor` tells who, why and until when. `sagewarden resume` ends it.",
  ),
  counted(
    "pause-unreadable",
    "PauseUnreadable",
    names.functions.countUnaccounted,
    `The parameter ${names.pauseParameter} cannot be read: tagging and stopping wait, containment goes on. Is it there, and may the functions read it?`,
  ),
];

/** What containments and restores count (`shared/contain/world.ts`), whichever function does. */
const incidentAlarms: readonly AlarmRow[] = (
  [
    [
      "containment-failed",
      "ContainmentFailed",
      "A vendor's role is not proven contained: what was done stays done, and a person has to look now. The notice and `sagewarden vendors list` name the role.",
    ],
    [
      "containment-disturbed",
      "ContainmentDisturbed",
      "Somebody undid a containment, or it did not hold, and it was applied again. Who did it stands in CloudTrail and in the notice.",
    ],
    [
      "containment-burst",
      "ContainmentBurst",
      "More roles than limits.burst lets pass are contained at once; the rest stop after deny and wait for a person. A false alarm, or somebody locks people out through us?",
    ],
    [
      "containment-limit",
      "ContainmentLimit",
      "limits.containmentsPerHour holds a containment back: nothing is done until a person says so. The notice has the command.",
    ],
    [
      "restore-failed",
      "RestoreFailed",
      "A contained role could not be put back: it stays denied. The incident says which step, and why.",
    ],
  ] as const
).map(([name, metric, description]) => counted(name, metric, incidentService, description));

const vendAlarm = counted(
  "vend-failed",
  "VendFailed",
  names.functions.vendCredentials,
  "The broker could not answer: the identity provider, STS or the ledger is silent, or the settings make a session policy that STS refuses. The function's log has the error's name; nobody got credentials.",
);

export const homeAlarms = ({ queues, functions }: Watched): readonly AlarmRow[] => [
  ...Object.entries(queues).flatMap(([name, queue]) => queueAlarms(kebab(name), queue)),
  ...functions.flatMap(functionAlarms),
  counted(
    "unaccounted",
    "Unaccounted",
    names.functions.countUnaccounted,
    "Creations without an outcome although their time is over: `sagewarden explain` an ARN from the function's log.",
  ),
  counted(
    "forged-answers",
    "ForgedAnswer",
    names.functions.answerSlack,
    "Requests that Slack did not sign, late or twice; nothing was done. The metric's reason `no-secret` or `signature` for every answer: the signing secret is missing or old.",
  ),
  counted(
    "undelivered-notices",
    "NoticeFailed",
    names.functions.deliverNotices,
    "A notice reached nobody, neither in Slack nor by a confirmed subscription: its row in the outbox says what was tried.",
  ),
  ...pauseAlarms,
  ...caseAlarms,
  ...sweepAlarms,
  ...auditAlarms,
  ...(functions.some(({ definition }) => definition.functionName === names.functions.probeIsolation)
    ? probeAlarms
    : []),
  ...(functions.some(({ definition }) => definition.functionName === names.functions.vendCredentials)
    ? [vendAlarm]
    : []),
  ...incidentAlarms,
  counted(
    "dead-rules",
    "DeadRules",
    names.functions.watchRules,
    "An EventBridge rule is missing, disabled, changed or silent: `sagewarden doctor` names it; deploy again.",
  ),
];
