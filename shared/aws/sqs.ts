import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientSettings } from "./client.ts";

type Sender = Pick<SQSClient, "send">;
let client: Sender | undefined;
const shared = (): Sender => {
  // The queue's URL names it; where SQS answers is the environment's word, as for every other service.
  client ??= new SQSClient({ ...clientSettings, useQueueUrlAsEndpoint: false });
  return client;
};

/** The message comes back after `seconds`. SQS allows 12 hours from its receipt. */
export const hideMessage = async (
  { queueUrl, receiptHandle, seconds }: { queueUrl: string; receiptHandle: string; seconds: number },
  sender = shared(),
): Promise<void> => {
  const VisibilityTimeout = Math.min(43_000, Math.max(1, Math.ceil(seconds)));
  await sender.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout }),
  );
};

/** `body` becomes JSON. */
export const sendMessage = async (queueUrl: string, body: object, sender = shared()): Promise<void> => {
  await sender.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));
};

/** The same text as a new message, `seconds` from now; SQS allows 15 minutes. It has no receives behind it. */
export const sendAgain = async (
  { queueUrl, body, seconds }: { queueUrl: string; body: string; seconds: number },
  sender = shared(),
): Promise<void> => {
  const DelaySeconds = Math.min(900, Math.max(0, Math.ceil(seconds)));
  await sender.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, DelaySeconds }));
};

export interface DeadLetter {
  deadLetterUrl: string;
  body: string;
  /** SQS refuses an empty attribute. */
  attributes: Readonly<Record<string, string>>;
}

export const sendDeadLetter = async (
  { deadLetterUrl, body, attributes }: DeadLetter,
  sender = shared(),
): Promise<void> => {
  const pairs = Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: "String", StringValue }]);
  await sender.send(
    new SendMessageCommand({
      QueueUrl: deadLetterUrl,
      MessageBody: body,
      MessageAttributes: Object.fromEntries(pairs),
    }),
  );
};
