import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { makeClient, type Place } from "./client.ts";

export interface DeployedStack {
  status: string;
  /** ISO 8601 */
  changedAt: string | undefined;
  outputs: Readonly<Record<string, string>>;
}

/** The stack of this name, or undefined. */
export const findStack = async (
  name: string,
  place: Place,
  client: Pick<CloudFormationClient, "send"> = makeClient(CloudFormationClient, place),
): Promise<DeployedStack | undefined> => {
  try {
    const answer = await client.send(new DescribeStacksCommand({ StackName: name }));
    const stack = answer.Stacks?.[0];
    if (stack === undefined) return undefined;
    return {
      status: stack.StackStatus ?? "",
      changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.toISOString(),
      outputs: Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    };
  } catch (error) {
    // CloudFormation has no error of its own for this.
    if ((error as Error).name === "ValidationError" && /does not exist/.test((error as Error).message))
      return undefined;
    throw error;
  }
};
