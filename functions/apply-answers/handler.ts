import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { ApplyParts } from "#shared/answer/apply.ts";
import { type BatchEffects, type Delivery, processBatch } from "#shared/aws/queue-batch.ts";
import { queueEffects } from "#shared/aws/queue-effects.ts";
import type { Settings } from "#shared/model/settings.ts";

export interface Parts {
  settings(): Promise<Settings>;
  apply(settings: Settings, delivery: Delivery): Promise<ApplyParts>;
  effects: BatchEffects;
}

/** What people pressed in Slack: judged, recorded, and handed to whoever acts. */
export const makeHandler = ({ settings, apply, effects }: Parts): ((event: SQSEvent) => Promise<SQSBatchResponse>) => {
  const work = async (message: unknown, delivery: Delivery): Promise<void> => {
    const { applyAnswer } = await import("#shared/answer/apply.ts");
    await applyAnswer(message, await apply(await settings(), delivery));
  };
  return (event) => processBatch(event, work, effects);
};

export const handler = middy<SQSEvent, SQSBatchResponse>(
  makeHandler({
    settings: async () => (await import("#shared/aws/deployed-settings.ts")).deployedSettings(),
    apply: async (settings, delivery) => (await import("#shared/aws/live-answers.ts")).liveAnswers(settings, delivery),
    effects: queueEffects(),
  }),
);
