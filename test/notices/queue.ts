import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { below, type Random } from "../simulator/random.ts";

interface Message {
  messageId: string;
  body: string;
  visibleAt: number;
  receives: number;
}

/** Milliseconds: as infra sets it, six times the function's time. */
const visibility = 720_000;

/** SQS in memory, on a clock of the test's: at least once, so that some messages are handed out twice. */
export const memoryQueue = (clock: { ms: number }, random: Random) => {
  const messages = new Map<string, Message>();
  let count = 0;

  const send = (body: object): void => {
    const copies = below(random, 20) === 0 ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const messageId = `m-${++count}`;
      messages.set(messageId, { messageId, body: JSON.stringify(body), visibleAt: clock.ms, receives: 0 });
    }
  };

  /** At most so many of those that are visible, which then are not. */
  const receive = (most: number): SQSEvent => {
    const taken = [...messages.values()].filter(({ visibleAt }) => visibleAt <= clock.ms).slice(0, most);
    for (const message of taken) {
      message.visibleAt = clock.ms + visibility;
      message.receives++;
    }
    return { Records: taken.map(recordOf) };
  };

  /** What the batch's answer does not name is done. */
  const settle = ({ Records }: SQSEvent, { batchItemFailures }: SQSBatchResponse): void => {
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId } of Records) if (!failed.has(messageId)) messages.delete(messageId);
  };

  const hide = async (messageId: string, seconds: number): Promise<void> => {
    const message = messages.get(messageId);
    if (message) message.visibleAt = clock.ms + seconds * 1000;
  };

  /** When the next message can be seen. */
  const next = (): number => Math.min(...[...messages.values()].map(({ visibleAt }) => visibleAt));

  return { send, receive, settle, hide, next, size: () => messages.size };
};

const recordOf = ({ messageId, body, receives }: Message): SQSRecord =>
  ({
    messageId,
    receiptHandle: messageId,
    body,
    attributes: { ApproximateReceiveCount: String(receives) },
  }) as SQSRecord;
