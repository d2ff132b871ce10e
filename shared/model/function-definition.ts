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
  source: QueueSource | ScheduleSource;
}

export const environmentNames = ["TABLE_NAME", "TOPIC_ARN", "QUEUE_URL", "DEAD_LETTER_URL"] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export interface Permission {
  actions: readonly string[];
  /** `table`, `topic`, `queue`, `deadLetters`: the stack's own; or ARN patterns with `${Partition}`, `${Region}`, `${Account}`. */
  resources: readonly string[];
  why: string;
}

export interface QueueSource {
  type: "queue";
  queue: "creations" | "sessions";
  batchSize: number;
  maximumConcurrency: number;
}

export interface ScheduleSource {
  type: "schedule";
  /** ISO 8601 duration between runs, whole minutes. */
  every: string;
}

const placeholder = (name: string): string => `$\{${name}}`;

/** An ARN pattern in the account that the stack is deployed to. */
export const ownArn = (service: string, region: string, resource: string): string =>
  `arn:${placeholder("Partition")}:${service}:${region}:${placeholder("Account")}:${resource}`;
