import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { makeClient, type Place } from "../inspect/client.ts";

type Sender = Pick<CloudFormationClient, "send">;

type Values = Readonly<Record<string, string>>;

export interface StackParameters {
  /** By key. Undefined: the stack is not there. */
  read(): Promise<Values | undefined>;
  /** Deploys the stack's own template with these values, all else as it is. Throws when the stack does not come to it. */
  write(values: Values): Promise<void>;
}

export interface Patience {
  wait(): Promise<void>;
}

/** CloudFormation takes seconds for a role; a stack that somebody else is deploying takes minutes. */
const everySecond: Patience = { wait: () => new Promise((resolve) => setTimeout(resolve, 1_000)) };

/** How often the stack is asked before its deployment counts as stuck. */
const mostLooks = 600;

export const stackParameters = (
  StackName: string,
  place: Place,
  client: Sender = makeClient(CloudFormationClient, place),
  patience: Patience = everySecond,
): StackParameters => {
  const find = async (): Promise<Stack | undefined> => {
    try {
      return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
    } catch (error) {
      if (/does not exist/.test((error as Error).message)) return undefined;
      throw error;
    }
  };
  const read = async (): Promise<Values | undefined> => valuesIn(await find());
  const settle = async (): Promise<Stack | undefined> => {
    for (let look = 0; look < mostLooks; look += 1) {
      const stack = await find();
      if (!/_IN_PROGRESS$/.test(stack?.StackStatus ?? "")) return stack;
      await patience.wait();
    }
    throw new Error(`${StackName} is still being deployed; run the command again when it is done`);
  };
  return {
    read,
    async write(values) {
      const isSo = (there: Values | undefined): boolean =>
        Object.entries(values).every(([key, value]) => there?.[key] === value);
      const before = await settle();
      if (isSo(valuesIn(before))) return;
      const Parameters = (before?.Parameters ?? []).map(({ ParameterKey = "" }) =>
        Object.hasOwn(values, ParameterKey)
          ? { ParameterKey, ParameterValue: values[ParameterKey] }
          : { ParameterKey, UsePreviousValue: true },
      );
      const Capabilities = ["CAPABILITY_NAMED_IAM" as const];
      await client.send(new UpdateStackCommand({ StackName, UsePreviousTemplate: true, Parameters, Capabilities }));
      const after = await settle();
      if (after?.StackStatus === "UPDATE_COMPLETE" && isSo(valuesIn(after))) return;
      throw new Error(
        `${StackName} could not be changed: ${after?.StackStatus} ${after?.StackStatusReason ?? ""}`.trim(),
      );
    },
  };
};

const valuesIn = (stack: Stack | undefined): Values | undefined =>
  stack &&
  Object.fromEntries(
    (stack.Parameters ?? []).map(({ ParameterKey = "", ParameterValue = "" }) => [ParameterKey, ParameterValue]),
  );
