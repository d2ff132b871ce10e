import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { Reading } from "../sweep/lists.ts";
import { clientSettings, perRegion } from "./client.ts";
import { nameCalls } from "./named-calls.ts";
import { listCommands } from "./sagemaker-lists.generated.ts";

type Sender = Pick<SageMakerClient, "send">;

/** One attempt: a client that tries again by itself would hide the refusals that the budget learns from. */
const clientFor: (region: string) => Sender = perRegion((region) =>
  nameCalls(new SageMakerClient({ ...clientSettings, maxAttempts: 1, region })),
);

export interface ListPage {
  answer: object;
  next: string | undefined;
}

type Command = new (input: object) => Parameters<Sender["send"]>[0];

const isCall = (call: string): call is keyof typeof listCommands => Object.hasOwn(listCommands, call);

/** One page of 100. Errors come as the SDK throws them. */
export const listPage = async (
  { region, list, input }: Reading,
  token: string | undefined,
  client = clientFor(region),
): Promise<ListPage> => {
  if (!isCall(list.call)) throw new Error(`no list ${list.call}`);
  const List = listCommands[list.call] as unknown as Command;
  const answer = await client.send(new List({ ...input, MaxResults: 100, NextToken: token }));
  return { answer, next: (answer as { NextToken?: string }).NextToken || undefined };
};
