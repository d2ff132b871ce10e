import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import type { Construct } from "constructs";
import type { FunctionDefinition } from "../../shared/model/function-definition.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { names } from "../../shared/names.ts";
import { rulesFor } from "../../shared/rules.ts";
import { registeredRoles } from "../../shared/vendor-rules.ts";
import { Alarms } from "../constructs/alarms.ts";
import { Boundary } from "../constructs/boundary.ts";
import { ContainmentBoundary } from "../constructs/containment-boundary.ts";
import { ContainmentPolicies } from "../constructs/containment-policies.ts";
import { EventRule } from "../constructs/event-rule.ts";
import { EvidenceBucket } from "../constructs/evidence-bucket.ts";
import { EvidenceMacKey } from "../constructs/evidence-mac-key.ts";
import { LedgerTable } from "../constructs/ledger-table.ts";
import { Overview } from "../constructs/overview.ts";
import { PauseParameter } from "../constructs/pause-parameter.ts";
import { RedriveRole } from "../constructs/redrive-role.ts";
import { WardenKey } from "../constructs/warden-key.ts";
import { writesIam } from "../iam-writes.ts";
import { homeAlarms } from "./home-alarms.ts";
import { addFunction, type DeployedFunction, type Ground } from "./home-functions.ts";
import { makeQueues, may, roleArn } from "./home-queues.ts";
import { makeTopics } from "./home-topics.ts";

export interface HomeStackProps extends StackProps {
  settings: Settings;
  definitions: readonly FunctionDefinition[];
  /** Folder name -> the folder that holds the function's bundle. */
  code: (folder: string) => string;
  /** The file that the command line reads the deployed settings from. */
  settingsFile: string;
  /** The local account: nothing outlives it, nobody is written to. */
  lab: boolean;
}

const makeEvidence = (stack: Stack, key: WardenKey, { definitions, settings, lab }: HomeStackProps) => {
  const retention = Duration.parse(settings.retention.evidence);
  const makers = definitions.filter((definition) => may(definition, "kms:GenerateMac", "macKey"));
  return {
    bucket: new EvidenceBucket(stack, "Evidence", { key, retention, lab }),
    macKey: new EvidenceMacKey(stack, "EvidenceMac", {
      makers: makers.map(({ functionName }) => roleArn(stack, functionName)),
      lab,
    }),
  };
};

const makeGround = (stack: Stack, props: HomeStackProps): Ground => {
  const { definitions, settings, lab } = props;
  const key = new WardenKey(stack, "Key", { isKept: !lab });
  return {
    key,
    settings,
    topics: makeTopics(stack, key, { settings, lab }),
    ledger: new LedgerTable(stack, "Ledger", { key, lab }),
    queues: makeQueues(stack, { key, definitions, registered: registeredRoles(settings) }),
    evidence: makeEvidence(stack, key, props),
    boundary: new Boundary(
      stack,
      "Boundary",
      definitions.filter((definition) => !writesIam(definition)),
    ),
    containmentBoundary: new ContainmentBoundary(stack, "ContainmentBoundary", { definitions, settings }),
  };
};

const addOutputs = (
  stack: Stack,
  { topics, queues, evidence }: Ground,
  functions: readonly DeployedFunction[],
  settingsFile: string,
): void => {
  const settings = new Asset(stack, "Settings", { path: settingsFile });
  const outputs = {
    TableName: names.table,
    NoticeTopicArn: topics.notices.topicArn,
    AlarmTopicArn: topics.alarms.topicArn,
    CreationsQueueUrl: queues.creations.queue.queueUrl,
    CreationsDeadUrl: queues.creations.dead.queueUrl,
    SessionsQueueUrl: queues.sessions.queue.queueUrl,
    SessionsDeadUrl: queues.sessions.dead.queueUrl,
    NoticesDeadUrl: queues.notices.dead.queueUrl,
    AnswersDeadUrl: queues.answers.dead.queueUrl,
    VendorActsQueueUrl: queues.vendorActs.queue.queueUrl,
    VendorActsDeadUrl: queues.vendorActs.dead.queueUrl,
    AuditsDeadUrl: queues.audits.dead.queueUrl,
    EvidenceBucketName: evidence.bucket.bucketName,
    SettingsUrl: settings.httpUrl,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
  // For Slack's app: the request URL of its interactivity and of its option lists. For applications: where they ask.
  const outputOf = { none: "AnswerUrl", iam: "BrokerUrl" };
  for (const { url, definition } of functions)
    if (url !== undefined && definition.source.type === "url")
      new CfnOutput(stack, outputOf[definition.source.auth], { value: url });
};

/** The product in its home region; the other regions forward to it. */
export class HomeStack extends Stack {
  constructor(scope: Construct, id: string, props: HomeStackProps) {
    super(scope, id, props);
    const ground = makeGround(this, props);
    new ContainmentPolicies(this, "Containment");
    const functions = props.definitions.map((definition) =>
      addFunction(this, ground, definition, props.code(definition.folder)),
    );
    for (const rule of rulesFor(this, registeredRoles(props.settings))) {
      const { queue, dead } = ground.queues[rule.queue];
      new EventRule(this, rule.name, rule, { arn: queue.queueArn, deadLetterArn: dead.queueArn });
    }
    new PauseParameter(this, "Pause");
    new Alarms(this, "Alarms", ground.topics.alarms, homeAlarms({ queues: ground.queues, functions }));
    new RedriveRole(this, "Redrive", { ...ground, queues: Object.values(ground.queues) });
    new Overview(this, "Overview", ground.queues);
    addOutputs(this, ground, functions, props.settingsFile);
  }
}
