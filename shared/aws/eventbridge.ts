import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import type { RuleDefinition } from "../rules.ts";
import { clientSettings, perRegion } from "./client.ts";

type Sender = Pick<EventBridgeClient, "send">;
const clientFor: (region: string) => Sender = perRegion(
  (region) => new EventBridgeClient({ ...clientSettings, region }),
);

/** A rule of the default bus as it is now. */
export interface LiveRule {
  state: string;
  pattern: string;
  targetArns: readonly string[];
}

/** Undefined when there is no such rule. */
export const liveRule = async (
  region: string,
  name: string,
  client = clientFor(region),
): Promise<LiveRule | undefined> => {
  try {
    const { State = "", EventPattern = "" } = await client.send(new DescribeRuleCommand({ Name: name }));
    const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: name }));
    return { state: State, pattern: EventPattern, targetArns: Targets.map(({ Arn }) => Arn ?? "") };
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return undefined;
    throw error;
  }
};

/** As the stacks' rules have it: a day of retries, then the dead letters. */
const retries = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };
const targetId = "Target";

/** Makes or changes a rule of the default bus, with one queue as its target. */
export const putRule = async (
  region: string,
  { name, description, state, pattern }: RuleDefinition,
  target: { queueArn: string; deadLetterArn: string },
  client = clientFor(region),
): Promise<void> => {
  const rule = { Name: name, Description: description, State: state, EventPattern: JSON.stringify(pattern) };
  await client.send(new PutRuleCommand(rule));
  const { FailedEntries = [] } = await client.send(
    new PutTargetsCommand({
      Rule: name,
      Targets: [
        {
          Id: targetId,
          Arn: target.queueArn,
          DeadLetterConfig: { Arn: target.deadLetterArn },
          RetryPolicy: retries,
        },
      ],
    }),
  );
  const [failed] = FailedEntries;
  if (failed)
    throw Object.assign(new Error(failed.ErrorMessage ?? "PutTargets"), { name: failed.ErrorCode ?? "PutTargets" });
};

/** A rule has to be without targets before it goes. */
export const deleteRule = async (region: string, name: string, client = clientFor(region)): Promise<void> => {
  await client.send(new RemoveTargetsCommand({ Rule: name, Ids: [targetId] }));
  await client.send(new DeleteRuleCommand({ Name: name }));
};
