import { ArnFormat, type Stack } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { connectionsOf } from "../../shared/connections/named.ts";
import { rolesOf } from "../../shared/connections/roles.ts";
import type { EnvironmentName, FunctionDefinition } from "../../shared/model/function-definition.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { evidence as folders, names } from "../../shared/names.ts";
import { isPartitionWithoutUrls } from "../../shared/settings/function-urls.ts";
import type { Boundary } from "../constructs/boundary.ts";
import type { EvidenceBucket } from "../constructs/evidence-bucket.ts";
import type { EvidenceMacKey } from "../constructs/evidence-mac-key.ts";
import { FunctionSchedule } from "../constructs/function-schedule.ts";
import type { LedgerTable } from "../constructs/ledger-table.ts";
import { feedFromQueue } from "../constructs/queue-source.ts";
import { WardenFunction } from "../constructs/warden-function.ts";
import type { WardenKey } from "../constructs/warden-key.ts";
import { writesIam } from "../iam-writes.ts";
import { type Queues, queueNameOf } from "./home-queues.ts";
import type { Topics } from "./home-topics.ts";

/** What the functions stand on. */
export interface Ground {
  key: WardenKey;
  topics: Topics;
  ledger: LedgerTable;
  queues: Queues;
  evidence: { bucket: EvidenceBucket; macKey: EvidenceMacKey };
  boundary: Boundary;
  /** Of those functions that write IAM. */
  containmentBoundary: Boundary;
  settings: Settings;
}

export interface DeployedFunction {
  definition: FunctionDefinition;
  handler: LambdaFunction;
  url: string | undefined;
}

/** Named, not referred to: its own role names it. */
const liveArn = (stack: Stack, functionName: string): string =>
  stack.formatArn({
    service: "lambda",
    resource: "function",
    resourceName: `${functionName}:${names.liveAlias}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/** Secrets Manager puts six characters of its own behind a secret's name. */
const slackSecret = (stack: Stack, { notices }: Settings): string[] =>
  notices.slack
    ? [
        stack.formatArn({
          service: "secretsmanager",
          resource: "secret",
          resourceName: `${notices.slack.botTokenSecret}-??????`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ]
    : [];

/** Every role that somebody can get from the broker, and no pattern. Who leaves later is still here. */
const connectionRoles = (settings: Settings): string[] => {
  const today = new Date().toISOString().slice(0, 10);
  return [...new Set(connectionsOf(settings).flatMap((connection) => rolesOf(connection, settings, today)))].toSorted();
};

const environmentOf = (stack: Stack, ground: Ground, definition: FunctionDefinition) => {
  const { topics, ledger, queues, evidence } = ground;
  const { queue, dead } = queues[queueNameOf(definition)];
  return {
    TABLE_NAME: ledger.tableName,
    TOPIC_ARN: topics.notices.topicArn,
    QUEUE_URL: queue.queueUrl,
    DEAD_LETTER_URL: dead.queueUrl,
    CREATIONS_URL: queues.creations.queue.queueUrl,
    NOTICES_URL: queues.notices.queue.queueUrl,
    ANSWERS_URL: queues.answers.queue.queueUrl,
    AUDITS_URL: queues.audits.queue.queueUrl,
    SETTLE_ARN: liveArn(stack, names.functions.settleUnowned),
    CONTAIN_ARN: liveArn(stack, names.functions.containVendor),
    RESTORE_ARN: liveArn(stack, names.functions.restoreVendor),
    EVIDENCE_BUCKET: evidence.bucket.bucketName,
    MAC_KEY: evidence.macKey.keyArn,
  } satisfies Record<EnvironmentName, string>;
};

/** ARNs behind the words that a definition may use for the stack's own resources. */
const resourcesOf = (stack: Stack, ground: Ground, definition: FunctionDefinition) => {
  const { topics, ledger, queues, evidence, settings } = ground;
  const { queue, dead } = queues[queueNameOf(definition)];
  return {
    table: [ledger.tableArn, `${ledger.tableArn}/index/*`],
    topic: [topics.notices.topicArn],
    teamTopics: topics.teams.map(({ topicArn }) => topicArn),
    queue: [queue.queueArn],
    deadLetters: [dead.queueArn],
    creationsQueue: [queues.creations.queue.queueArn],
    noticesQueue: [queues.notices.queue.queueArn],
    answersQueue: [queues.answers.queue.queueArn],
    auditsQueue: [queues.audits.queue.queueArn],
    slackSecret: slackSecret(stack, settings),
    connectionRoles: connectionRoles(settings),
    settleFunction: [liveArn(stack, names.functions.settleUnowned)],
    containFunction: [liveArn(stack, names.functions.containVendor)],
    restoreFunction: [liveArn(stack, names.functions.restoreVendor)],
    evidence: Object.values(folders).map((folder) => evidence.bucket.arnForObjects(`${folder}*`)),
    evidenceBucket: [evidence.bucket.bucketArn],
    macKey: [evidence.macKey.keyArn],
  };
};

/** Without Slack nobody calls for it; the broker has its own. The partitions of China and GovCloud have no function URLs. */
const isOpen = (stack: Stack, { source }: FunctionDefinition, { notices }: Settings): boolean =>
  source.type === "url" &&
  (source.auth === "iam" || notices.slack !== undefined) &&
  !isPartitionWithoutUrls(stack.region);

const addSchedule = (
  stack: Stack,
  { key, boundary, queues }: Ground,
  { source, functionName: name, folder }: FunctionDefinition,
  handler: LambdaFunction,
): void => {
  if (!("every" in source) || source.every === undefined) return;
  const target = source.type === "queue" ? { queueArn: queues[source.queue].queue.queueArn, key } : handler;
  new FunctionSchedule(stack, `${folder}-schedule`, { name, every: source.every, target, boundary });
};

/** One function with what starts it. */
export const addFunction = (
  stack: Stack,
  ground: Ground,
  definition: FunctionDefinition,
  code: string,
): DeployedFunction => {
  const { key, queues, settings } = ground;
  const { function: handler, url } = new WardenFunction(stack, definition.folder, {
    definition,
    code,
    key,
    boundary: writesIam(definition) ? ground.containmentBoundary : ground.boundary,
    isOpen: isOpen(stack, definition, settings),
    callers: settings.broker?.callers ?? [],
    environment: environmentOf(stack, ground, definition),
    resources: resourcesOf(stack, ground, definition),
  });
  if (definition.source.type === "queue")
    feedFromQueue(handler, queues[definition.source.queue].queue, definition.source);
  addSchedule(stack, ground, definition, handler);
  return { definition, handler, url };
};
