import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type BatchEffects, type Delivery, processBatch } from "#shared/aws/queue-batch.ts";
import { queueEffects } from "#shared/aws/queue-effects.ts";
import type { Ledger } from "#shared/edges.ts";

export interface Parts {
  ledger(delivery: Delivery): Promise<Pick<Ledger, "saveSession">>;
  effects: BatchEffects;
}

/** STS records: who got which session. */
export const makeHandler = ({ ledger, effects }: Parts): ((event: SQSEvent) => Promise<SQSBatchResponse>) => {
  const work = async (event: unknown, delivery: Delivery): Promise<void> => {
    const { saveSessions } = await import("#shared/record/save-sessions.ts");
    await saveSessions(event, await ledger(delivery));
  };
  return (event) => processBatch(event, work, effects);
};

export const handler = middy<SQSEvent, SQSBatchResponse>(
  makeHandler({
    ledger: async (delivery) => (await import("#shared/aws/live-sessions.ts")).liveSessions(delivery),
    effects: queueEffects(),
  }),
);
