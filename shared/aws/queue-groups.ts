import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { parseBody } from "./message-body.ts";
import { type BatchEffects, type Delivery, deliveryOf, end, inParallel, waitFor } from "./queue-batch.ts";

export interface GroupWork<Part> {
  /** What one message asks for, each with the name of what it concerns; none: there is nothing to do. */
  read(event: unknown, delivery: Delivery): Promise<readonly { of: string; part: Part }[]>;
  /** All parts of the batch that concern one thing. */
  work(of: string, parts: readonly Part[]): Promise<void>;
}

/**
 * Works through a batch by what the messages concern: a thing that many of them concern is read and written once, and one
 * that fails keeps back its own messages only. Where no later delivery would help a group, each message is tried alone, so
 * that none is buried for its neighbour.
 */
export const processGroups = async <Part>(
  event: SQSEvent,
  { read, work }: GroupWork<Part>,
  effects: BatchEffects,
): Promise<SQSBatchResponse> => {
  const errors = new Map<SQSRecord, unknown[]>(event.Records.map((record) => [record, []]));
  const fail = (record: SQSRecord, error: unknown): unknown => errors.get(record)?.push(error);
  const parts: { record: SQSRecord; of: string; part: Part }[] = [];
  await inParallel(event.Records, async (record) => {
    try {
      const found = await read(parseBody(record.body), deliveryOf(record));
      parts.push(...found.map((one) => ({ record, ...one })));
    } catch (error) {
      fail(record, error);
    }
  });
  const attempt = async (of: string, group: typeof parts): Promise<void> => {
    try {
      await work(
        of,
        group.map(({ part }) => part),
      );
    } catch (error) {
      const alone = [...Map.groupBy(group, ({ record }) => record).values()];
      if (alone.length > 1 && waitFor(error) === undefined) for (const each of alone) await attempt(of, each);
      else for (const { record } of group) fail(record, error);
    }
  };
  await inParallel([...Map.groupBy(parts, ({ of }) => of)], ([of, group]) => attempt(of, group));
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  await inParallel([...errors], async ([record, found]) => {
    if ((await end(record, found, effects)) === "again") batchItemFailures.push({ itemIdentifier: record.messageId });
  });
  return { batchItemFailures };
};
