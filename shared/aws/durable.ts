import {
  GetAliasCommand,
  InvokeCommand,
  LambdaClient,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import { clientSettings } from "./client.ts";

type Sender = Pick<LambdaClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  client ??= new LambdaClient(clientSettings);
  return client;
};

export interface Start {
  /** ARN of the alias: an execution stays with the version that the alias named when it began. */
  aliasArn: string;
  /** Of letters, digits, `-` and `_`, at most 64. */
  name: string;
  payload: object;
}

/**
 * Begins a durable execution and does not wait for it. Lambda takes the name once for each payload: a second start with both
 * the same begins nothing, and one with another payload is `already-started`.
 */
export const startExecution = async (
  { aliasArn, name, payload }: Start,
  sender = shared(),
): Promise<"started" | "already-started"> => {
  try {
    await sender.send(
      new InvokeCommand({
        FunctionName: aliasArn,
        InvocationType: "Event",
        DurableExecutionName: name,
        Payload: JSON.stringify(payload),
      }),
    );
    return "started";
  } catch (error) {
    if ((error as Error).name === "DurableExecutionAlreadyStartedException") return "already-started";
    throw error;
  }
};

/** The version that an alias names now. */
export const versionOf = async (aliasArn: string, sender = shared()): Promise<string> => {
  const [name = "", FunctionName = aliasArn] = [aliasArn.split(":").at(-1), aliasArn.split(":").slice(0, -1).join(":")];
  const { FunctionVersion } = await sender.send(new GetAliasCommand({ FunctionName, Name: name }));
  if (!FunctionVersion) throw new Error(`GetAlias does not say what ${aliasArn} names`);
  return FunctionVersion;
};

/** A callback that nobody waits for any more: it was answered, its time was over, or its execution has ended. */
const closed = ["CallbackTimeoutException", "ResourceNotFoundException"];

/** Ends the wait of an execution. `closed`: nothing waits there now; the execution looks by itself when it wakes. */
export const answerCallback = async (
  callbackId: string,
  answer: object,
  sender = shared(),
): Promise<"answered" | "closed"> => {
  try {
    const command = { CallbackId: callbackId, Result: JSON.stringify(answer) };
    await sender.send(new SendDurableExecutionCallbackSuccessCommand(command));
    return "answered";
  } catch (error) {
    if (closed.includes((error as Error).name)) return "closed";
    throw error;
  }
};
