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
  source: QueueSource | ScheduleSource | UrlSource | DurableSource | CallSource;
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
  "AUDITS_URL",
  /** ARNs of the durable functions' aliases. */
  "SETTLE_ARN",
  "CONTAIN_ARN",
  "RESTORE_ARN",
  /** Of snapshots and incident documents, and ARN of the key by which they are known to be ours. */
  "EVIDENCE_BUCKET",
  "MAC_KEY",
] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export interface Permission {
  actions: readonly string[];
  /**
   * The stack's own: `table`, `topic`, `teamTopics`, `queue` and `deadLetters` of its source, `creationsQueue`, `noticesQueue`,
   * `answersQueue`, `auditsQueue`, `slackSecret`, `connectionRoles` (those that the settings name), `settleFunction`, `containFunction`, `restoreFunction`, `evidence` (the bucket's
   * objects), `evidenceBucket`, `macKey`; or ARN patterns with `${Partition}`, `${Region}`, `${Account}`.
   */
  resources: readonly string[];
  /** By operator and key of IAM's; the value may have the same `${…}`. */
  condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  why: string;
}

export const queueNames = ["creations", "sessions", "notices", "answers", "vendorActs", "audits"] as const;
export type QueueName = (typeof queueNames)[number];

export interface QueueSource {
  type: "queue";
  queue: QueueName;
  batchSize: number;
  maximumConcurrency: number;
  /** Seconds for which Lambda gathers a batch; at least 1 where it has more than 10 messages. */
  window?: number;
  /** ISO 8601 duration: a schedule puts `{}` into the queue so often. */
  every?: string;
}

export interface ScheduleSource {
  type: "schedule";
  /** ISO 8601 duration between runs, whole minutes. */
  every: string;
}

/** Called over HTTPS. */
export interface UrlSource {
  type: "url";
  /** `iam`: Lambda lets in whom the resource's policy names, the broker's callers. `none`: the function looks for Slack's signature. */
  auth: "iam" | "none";
  /** Lambda's reserved concurrency: strangers can call it too, or one caller too often. */
  concurrency: number;
}

/** Invoked by those whom IAM lets: operators, Systems Manager, CloudFormation. */
export interface CallSource {
  type: "call";
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
