import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { classify } from "../act/classify.ts";
import { retryDelay } from "../decide/delays.ts";
import { BadInput, PoisonRecord, RetryLater, StaleRow } from "../model/errors.ts";
import { plainText } from "../notify/plain-text.ts";
import { parseBody } from "./message-body.ts";

/** One delivery of a queue message. */
export interface Delivery {
  /** 1 the first time. */
  receiveCount: number;
  messageId: string;
}

export interface BatchEffects {
  /** The message comes back after so many seconds. */
  hide(receiptHandle: string, seconds: number): Promise<void>;
  /** To the dead-letter queue. */
  bury(body: string, attributes: { reason: string; messageId: string }): Promise<void>;
  /** Tells how one message ended; never what it holds. */
  note(outcome: "done" | "later" | "poison" | "unburied", about: { messageId: string; reason?: string }): void;
}

type Work = (event: unknown, delivery: Delivery) => Promise<void>;

const atOnce = 5;

/** Seconds at least, where a deployment has to be mended: the record is not at fault. */
const mending = 60;

/**
 * Works through a batch, a few messages at a time. Each ends alone: done, hidden until later, or in the dead-letter queue
 * at once with its reason. Only what comes back is named in the answer.
 */
export const processBatch = async (event: SQSEvent, work: Work, effects: BatchEffects): Promise<SQSBatchResponse> => {
  const waiting = [...event.Records];
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  const worker = async (): Promise<void> => {
    for (let record = waiting.shift(); record; record = waiting.shift()) {
      if ((await processMessage(record, work, effects)) === "again")
        batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { batchItemFailures };
};

type Ending = "done" | "again";

const processMessage = async (record: SQSRecord, work: Work, effects: BatchEffects): Promise<Ending> => {
  const { messageId } = record;
  const receiveCount = Number(record.attributes.ApproximateReceiveCount) || 1;
  try {
    await work(parseBody(record.body), { receiveCount, messageId });
    effects.note("done", { messageId });
    return "done";
  } catch (error) {
    const seconds = secondsToWait(error, receiveCount, messageId);
    return seconds === undefined ? bury(record, error, effects) : hide(record, seconds, error, effects);
  }
};

/** Undefined: no later delivery will do. */
const secondsToWait = (error: unknown, receiveCount: number, messageId: string): number | undefined => {
  if (error instanceof RetryLater) return error.seconds;
  if (error instanceof StaleRow) return 1;
  if (error instanceof PoisonRecord) return undefined;
  if (error instanceof BadInput) return Math.max(mending, retryDelay(receiveCount, messageId));
  return classify(error).kind === "transient" ? retryDelay(receiveCount, messageId) : undefined;
};

/** When the queue cannot be asked, the message comes back after the queue's own time. */
const hide = async (
  { messageId, receiptHandle }: SQSRecord,
  seconds: number,
  error: unknown,
  effects: BatchEffects,
): Promise<Ending> => {
  effects.note("later", { messageId, reason: reasonOf(error) });
  await effects.hide(receiptHandle, seconds).catch(() => undefined);
  return "again";
};

const bury = async ({ messageId, body }: SQSRecord, error: unknown, effects: BatchEffects): Promise<Ending> => {
  const reason = reasonOf(error);
  try {
    await effects.bury(body, { reason, messageId });
    effects.note("poison", { messageId, reason });
    return "done";
  } catch (failure) {
    effects.note("unburied", { messageId, reason: reasonOf(failure) });
    return "again";
  }
};

/** Fit for an SQS attribute: visible characters, never empty. */
const reasonOf = (error: unknown): string => {
  const isOurs = [PoisonRecord, RetryLater, StaleRow, BadInput].some((known) => error instanceof known);
  const text = isOurs ? (error as Error).message : `unknown: ${classify(error).reason}`;
  return plainText(text, 1_000) || "unknown";
};
