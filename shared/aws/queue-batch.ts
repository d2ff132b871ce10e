import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { classify } from "../act/classify.ts";
import { retryDelay } from "../decide/delays.ts";
import { BadInput, HeldBack, PoisonRecord, RetryLater, StaleRow } from "../model/errors.ts";
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
  /** The same body as a new message, after so many seconds. Absent: what a pause holds back is hidden like the rest. */
  sendAgain?(body: string, seconds: number): Promise<void>;
  /** To the dead-letter queue. */
  bury(body: string, attributes: { reason: string; messageId: string }): Promise<void>;
  /** Tells how one message ended; never what it holds. */
  note(outcome: "done" | "later" | "held" | "poison" | "unburied", about: { messageId: string; reason?: string }): void;
}

type Work = (event: unknown, delivery: Delivery) => Promise<void>;

const atOnce = 5;

/** Seconds at least, where a deployment has to be mended: the record is not at fault. */
const mending = 60;

/** Five at a time. */
export const inParallel = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

/**
 * Works through a batch, a few messages at a time. Each ends alone: done, hidden until later, or in the dead-letter queue
 * at once with its reason. Only what comes back is named in the answer.
 */
export const processBatch = async (event: SQSEvent, work: Work, effects: BatchEffects): Promise<SQSBatchResponse> => {
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  await inParallel(event.Records, async (record) => {
    const errors: unknown[] = [];
    await Promise.resolve()
      .then(() => work(parseBody(record.body), deliveryOf(record)))
      .catch((error: unknown) => errors.push(error));
    if ((await end(record, errors, effects)) === "again") batchItemFailures.push({ itemIdentifier: record.messageId });
  });
  return { batchItemFailures };
};

export const deliveryOf = ({ messageId, attributes }: SQSRecord): Delivery => ({
  receiveCount: Number(attributes.ApproximateReceiveCount) || 1,
  messageId,
});

type Ending = "done" | "again";

/** While anything of a message may still succeed it comes again; what failed for good fails again. */
export const end = async (record: SQSRecord, errors: readonly unknown[], effects: BatchEffects): Promise<Ending> => {
  const delivery = deliveryOf(record);
  const waits = errors.flatMap((error) => {
    const seconds = waitFor(error, delivery);
    return seconds === undefined ? [] : [{ error, seconds }];
  });
  const [soonest] = waits.toSorted((one, other) => one.seconds - other.seconds);
  if (soonest?.error instanceof HeldBack) return holdBack(record, soonest.error, effects);
  if (soonest) return hide(record, soonest.seconds, soonest.error, effects);
  if (errors.length > 0) return bury(record, errors[0], effects);
  effects.note("done", { messageId: record.messageId });
  return "done";
};

/** Undefined: no later delivery will do. */
export const waitFor = (
  error: unknown,
  { receiveCount, messageId }: Delivery = { receiveCount: 1, messageId: "" },
): number | undefined => {
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

/** Sent first: where it ends in between there are two of them, and any number of deliveries ends like one. */
const holdBack = async (record: SQSRecord, held: HeldBack, effects: BatchEffects): Promise<Ending> => {
  const sent = await effects.sendAgain?.(record.body, held.seconds).then(
    () => true,
    () => false,
  );
  if (!sent) return hide(record, held.seconds, held, effects);
  effects.note("held", { messageId: record.messageId, reason: reasonOf(held) });
  return "done";
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
