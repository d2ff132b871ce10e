/** One Lambda function as data: the stack, the docs and the permission tests read it. Lies beside its handler. */
export interface FunctionDefinition {
  /** Folder name under `functions/`. */
  folder: string;
  functionName: string;
  description: string;
  /** seconds */
  timeout: number;
  /** MiB */
  memory: number;
  /** What the handler reads from its environment. */
  environment: readonly EnvironmentName[];
  permissions: readonly Permission[];
  source: QueueSource | ScheduleSource | UrlSource | DurableSource;
}

export const environmentNames = [
  "TABLE_NAME",
  "TOPIC_ARN",
  /** Of the function's own queue. */
  "QUEUE_URL",
  "DEAD_LETTER_URL",
  /** Where others' work is put. */
  "CREATIONS_URL",
  "NOTICES_URL",
  "ANSWERS_URL",
  /** ARN of the durable function's alias. */
  "SETTLE_ARN",
] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export interface Permission {
  actions: readonly string[];
  /**
   * The stack's own: `table`, `topic`, `teamTopics`, `queue` and `deadLetters` of its source, `creationsQueue`, `noticesQueue`,
   * `answersQueue`, `slackSecret`, `settleFunction`; or ARN patterns with `${Partition}`, `${Region}`, `${Account}`.
   */
  resources: readonly string[];
  why: string;
}

export const queueNames = ["creations", "sessions", "notices", "answers"] as const;
export type QueueName = (typeof queueNames)[number];

export interface QueueSource {
  type: "queue";
  queue: QueueName;
  batchSize: number;
  maximumConcurrency: number;
}

export interface ScheduleSource {
  type: "schedule";
  /** ISO 8601 duration between runs, whole minutes. */
  every: string;
}

/** Called by Slack over HTTPS. */
export interface UrlSource {
  type: "url";
  /** Lambda's reserved concurrency: strangers can call it too. */
  concurrency: number;
}

/** A durable function, started asynchronously by its alias. */
export interface DurableSource {
  type: "durable";
  /** ISO 8601, how long one execution may live. */
  executionTimeout: string;
  /** ISO 8601, whole days: how long AWS keeps the history of an execution that has ended. */
  retention: string;
}

const placeholder = (name: string): string => `$\{${name}}`;

/** An ARN pattern in the account that the stack is deployed to. */
export const ownArn = (service: string, region: string, resource: string): string =>
  `arn:${placeholder("Partition")}:${service}:${region}:${placeholder("Account")}:${resource}`;
