import { StaleRow } from "../model/errors.ts";
import type { OutboxRow } from "../model/notice.ts";
import { epochOf, isoAt } from "../model/time.ts";
import { type DigestMeans, sendDigest } from "./digests.ts";
import { eachAlone } from "./each-alone.ts";

/** Seconds after which a notice that nobody is at work with is put on the queue again. */
const patience = 120;

export interface Flushed {
  stranded: number;
  digests: number;
}

/** What nobody else would come back to: notices whose message was lost, and digests whose time has come. */
export const flushNotices = async (means: DigestMeans): Promise<Flushed> => {
  const { outbox, recipients, enqueue, now } = means;
  const before = isoAt((epochOf(now()) ?? 0) - patience * 1000);
  const stranded = (await outbox.undelivered(before)).filter((row) => isStranded(row, before));
  for (const { notice } of stranded) await enqueue(notice.id);
  const due = await recipients.due(now());
  await eachAlone(due, ({ to }) => unlessStale(sendDigest(to, means)));
  return { stranded: stranded.length, digests: due.length };
};

/** A try under way, and one that is due later, have a message of their own. */
const isStranded = ({ attempt }: OutboxRow, before: string): boolean =>
  attempt === undefined || (attempt.again ?? attempt.at) < before;

/** Another is at the same row: the next run sees to what is left. */
const unlessStale = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof StaleRow)) throw error;
  }
};
