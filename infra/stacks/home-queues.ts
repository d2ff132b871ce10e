import { Duration, type Stack } from "aws-cdk-lib";
import { type FunctionDefinition, type QueueName, queueNames } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import { rulesFor } from "../../shared/rules.ts";
import { watchRulePrefix } from "../../shared/vendor-rules.ts";
import { ruleArn } from "../constructs/event-rule.ts";
import { scheduleRoleName } from "../constructs/function-schedule.ts";
import { IngestQueue } from "../constructs/ingest-queue.ts";
import type { WardenKey } from "../constructs/warden-key.ts";

export type Queues = Readonly<Record<QueueName, IngestQueue>>;

/** A function without a queue of its own has no use for one: its variables name the creations'. */
export const queueNameOf = ({ source }: FunctionDefinition): QueueName =>
  source.type === "queue" ? source.queue : "creations";

/** Named, not referred to: a queue's policy stands before the role that it names. */
export const roleArn = (stack: Stack, name: string): string =>
  stack.formatArn({ service: "iam", region: "", resource: "role", resourceName: `${names.rolePath.slice(1)}${name}` });

/** Whether a definition asks for the action on one of the stack's own. */
export const may = ({ permissions }: FunctionDefinition, action: string, resource: string): boolean =>
  permissions.some(({ actions, resources }) => actions.includes(action) && resources.includes(resource));

/** The rules that the stack makes, and a pattern for those that `audit-vendors` keeps. */
const rulesInto = (stack: Stack, name: QueueName, registered: readonly string[]): string[] => {
  const made = rulesFor(stack, registered).filter(({ queue }) => queue === name);
  const kept = name === "vendorActs" ? [`${watchRulePrefix}*`] : [];
  return [...made.map((rule) => rule.name), ...kept].map((rule) => ruleArn(stack, rule));
};

/** What the queues are made for. */
export interface QueueNeeds {
  key: WardenKey;
  definitions: readonly FunctionDefinition[];
  /** Roles of the settings outside our name space: rules of their own hear of them. */
  registered: readonly string[];
}

const makeQueue = (stack: Stack, name: QueueName, { key, definitions, registered }: QueueNeeds) => {
  const readers = definitions.filter(({ source }) => source.type === "queue" && source.queue === name);
  const senders = definitions.filter(
    (definition) =>
      may(definition, "sqs:SendMessage", `${name}Queue`) ||
      (readers.includes(definition) && may(definition, "sqs:SendMessage", "queue")),
  );
  const buriers = readers.filter((definition) => may(definition, "sqs:SendMessage", "deadLetters"));
  const roles = (of: readonly FunctionDefinition[]) => of.map(({ functionName }) => roleArn(stack, functionName));
  const scheduled = readers
    .filter(({ source }) => "every" in source && source.every !== undefined)
    .map(({ functionName }) => roleArn(stack, scheduleRoleName(functionName)));
  return new IngestQueue(stack, name, {
    name: names.queues[name],
    deadName: names.queues[`${name}Dead`],
    key,
    rules: rulesInto(stack, name, registered),
    senders: [...roles(senders), ...scheduled],
    poisonSenders: roles(buriers),
    redriver: roleArn(stack, names.redriveRole),
    functionTimeout: Duration.seconds(Math.max(30, ...readers.map(({ timeout }) => timeout))),
  });
};

/** Every queue of the home region. Who may write to it is what the rules and the functions' definitions say. */
export const makeQueues = (stack: Stack, needs: QueueNeeds): Queues =>
  Object.fromEntries(queueNames.map((name) => [name, makeQueue(stack, name, needs)])) as unknown as Queues;
