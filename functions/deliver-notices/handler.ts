import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type BatchEffects, type Delivery, processBatch } from "#shared/aws/queue-batch.ts";
import { queueEffects } from "#shared/aws/queue-effects.ts";
import { PoisonRecord } from "#shared/model/errors.ts";
import type { Means } from "#shared/notify/means.ts";

export interface Parts {
  means(delivery: Delivery): Promise<Means>;
  effects: BatchEffects;
}

/** Notices by their ids: each is delivered once, by Slack or SNS. */
export const makeHandler = ({ means, effects }: Parts): ((event: SQSEvent) => Promise<SQSBatchResponse>) => {
  const work = async (message: unknown, delivery: Delivery): Promise<void> => {
    const { id } = Object(message) as { id?: unknown };
    if (typeof id !== "string" || id === "") throw new PoisonRecord("the message names no notice: expected { id }");
    const { deliverNotice } = await import("#shared/notify/deliver.ts");
    await deliverNotice(id, await means(delivery));
  };
  return (event) => processBatch(event, work, effects);
};

export const handler = middy<SQSEvent, SQSBatchResponse>(
  makeHandler({
    means: async (delivery) => {
      const [{ liveMeans }, { deployedSettings }] = await Promise.all([
        import("#shared/aws/live-delivery.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return liveMeans(deployedSettings(), delivery);
    },
    effects: queueEffects(),
  }),
);
