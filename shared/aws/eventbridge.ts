import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
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
