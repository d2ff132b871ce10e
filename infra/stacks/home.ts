import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import type { Construct } from "constructs";
import type { EnvironmentName, FunctionDefinition } from "../../shared/model/function-definition.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { names } from "../../shared/names.ts";
import { rulesFor } from "../../shared/rules.ts";
import { Alarms } from "../constructs/alarms.ts";
import { Boundary } from "../constructs/boundary.ts";
import { EventRule, ruleArn } from "../constructs/event-rule.ts";
import { FunctionSchedule } from "../constructs/function-schedule.ts";
import { IngestQueue } from "../constructs/ingest-queue.ts";
import { LedgerTable } from "../constructs/ledger-table.ts";
import { Overview } from "../constructs/overview.ts";
import { feedFromQueue } from "../constructs/queue-source.ts";
import { RedriveRole } from "../constructs/redrive-role.ts";
import { WardenFunction } from "../constructs/warden-function.ts";
import { WardenKey } from "../constructs/warden-key.ts";
import { WardenTopic } from "../constructs/warden-topic.ts";
import { operatorAddresses } from "../operators.ts";
import { homeAlarms } from "./home-alarms.ts";

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

type QueueName = "creations" | "sessions";

interface Parts {
  key: WardenKey;
  notices: WardenTopic;
  alarms: WardenTopic;
  ledger: LedgerTable;
  queues: Readonly<Record<QueueName, IngestQueue>>;
  boundary: Boundary;
}

/** A function on a schedule that asks for a queue means the creations. */
const queueNameOf = ({ source }: FunctionDefinition): QueueName =>
  source.type === "queue" ? source.queue : "creations";

/** Named, not referred to: a queue's policy stands before the role that it names. */
const roleArn = (stack: Stack, name: string): string =>
  stack.formatArn({ service: "iam", region: "", resource: "role", resourceName: `${names.rolePath.slice(1)}${name}` });

const makeQueue = (stack: Stack, name: QueueName, key: WardenKey, definitions: readonly FunctionDefinition[]) => {
  const readers = definitions.filter(({ source }) => source.type === "queue" && source.queue === name);
  const senders = definitions.filter(
    (definition) =>
      queueNameOf(definition) === name &&
      definition.permissions.some(({ resources }) => resources.includes("deadLetters")),
  );
  return new IngestQueue(stack, name, {
    name: names.queues[name],
    deadName: names.queues[`${name}Dead`],
    key,
    rules: rulesFor(stack)
      .filter(({ queue }) => queue === name)
      .map((rule) => ruleArn(stack, rule.name)),
    poisonSenders: senders.map(({ functionName }) => roleArn(stack, functionName)),
    redriver: roleArn(stack, names.redriveRole),
    functionTimeout: Duration.seconds(Math.max(...readers.map(({ timeout }) => timeout))),
  });
};

const makeParts = (stack: Stack, { definitions, settings, lab }: HomeStackProps): Parts => {
  const key = new WardenKey(stack, "Key", { isKept: !lab });
  const notices = new WardenTopic(stack, "Notices", { name: names.topic, displayName: "Sagewarden", key });
  const alarms = new WardenTopic(stack, "AlarmTopic", {
    name: names.alarmTopic,
    displayName: "Sagewarden alarms",
    key,
  });
  alarms.allowAlarms();
  if (!lab) alarms.subscribe(operatorAddresses(settings));
  return {
    key,
    notices,
    alarms,
    ledger: new LedgerTable(stack, "Ledger", { key, lab }),
    queues: {
      creations: makeQueue(stack, "creations", key, definitions),
      sessions: makeQueue(stack, "sessions", key, definitions),
    },
    boundary: new Boundary(stack, "Boundary", definitions),
  };
};

const addFunction = (stack: Stack, parts: Parts, definition: FunctionDefinition, code: string) => {
  const { queue, dead } = parts.queues[queueNameOf(definition)];
  const environment: Record<EnvironmentName, string> = {
    TABLE_NAME: parts.ledger.tableName,
    TOPIC_ARN: parts.notices.topicArn,
    QUEUE_URL: queue.queueUrl,
    DEAD_LETTER_URL: dead.queueUrl,
  };
  const { function: handler } = new WardenFunction(stack, definition.folder, {
    definition,
    code,
    key: parts.key,
    boundary: parts.boundary,
    environment,
    resources: {
      table: [parts.ledger.tableArn, `${parts.ledger.tableArn}/index/*`],
      topic: [parts.notices.topicArn],
      queue: [queue.queueArn],
      deadLetters: [dead.queueArn],
    },
  });
  const { source } = definition;
  if (source.type === "queue") feedFromQueue(handler, queue, source);
  else {
    const { functionName: name } = definition;
    new FunctionSchedule(stack, `${definition.folder}-schedule`, { handler, name, source, boundary: parts.boundary });
  }
  return { definition, handler };
};

const addOutputs = (stack: Stack, { notices, alarms, queues }: Parts, settingsFile: string): void => {
  const settings = new Asset(stack, "Settings", { path: settingsFile });
  const outputs = {
    TableName: names.table,
    NoticeTopicArn: notices.topicArn,
    AlarmTopicArn: alarms.topicArn,
    CreationsQueueUrl: queues.creations.queue.queueUrl,
    CreationsDeadUrl: queues.creations.dead.queueUrl,
    SessionsQueueUrl: queues.sessions.queue.queueUrl,
    SessionsDeadUrl: queues.sessions.dead.queueUrl,
    SettingsUrl: settings.httpUrl,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
};

/** The product in its home region; the other regions forward to it. */
export class HomeStack extends Stack {
  constructor(scope: Construct, id: string, props: HomeStackProps) {
    super(scope, id, props);
    const parts = makeParts(this, props);
    const functions = props.definitions.map((definition) =>
      addFunction(this, parts, definition, props.code(definition.folder)),
    );
    for (const rule of rulesFor(this)) {
      const { queue, dead } = parts.queues[rule.queue];
      new EventRule(this, rule.name, rule, { arn: queue.queueArn, deadLetterArn: dead.queueArn });
    }
    new Alarms(this, "Alarms", parts.alarms, homeAlarms({ queues: parts.queues, functions }));
    new RedriveRole(this, "Redrive", { ...parts, queues: Object.values(parts.queues) });
    new Overview(this, "Overview", parts.queues);
    addOutputs(this, parts, props.settingsFile);
  }
}
