import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type BatchEffects, type Delivery, processBatch } from "#shared/aws/queue-batch.ts";
import { queueEffects } from "#shared/aws/queue-effects.ts";
import type { Edges } from "#shared/edges.ts";
import type { Hold } from "#shared/model/pause.ts";
import type { Settings } from "#shared/model/settings.ts";

export interface Parts {
  settings(): Promise<Settings>;
  edges(delivery: Delivery, settings: Settings): Promise<Edges>;
  /** Whether a pause holds back what would be written. */
  held(): Promise<Hold | undefined>;
  effects: BatchEffects;
}

/** Creations, changes of tags and SageMaker's own events: every message ends by itself. */
export const makeHandler = ({
  settings,
  edges,
  held,
  effects,
}: Parts): ((event: SQSEvent) => Promise<SQSBatchResponse>) => {
  const work = async (event: unknown, delivery: Delivery): Promise<void> => {
    const [known, hold] = await Promise.all([settings(), held()]);
    const world = await edges(delivery, known);
    if (hold) return (await import("#shared/hold-back.ts")).holdBack(event, hold, world);
    const { handle } = await import("#shared/pipeline.ts");
    await handle(event, delivery, known, world);
  };
  return (event) => processBatch(event, work, effects);
};

export const handler = middy<SQSEvent, SQSBatchResponse>(
  makeHandler({
    settings: async () => (await import("#shared/aws/deployed-settings.ts")).deployedSettings(),
    edges: async (delivery, settings) => {
      const { liveEdges, liveTarget } = await import("#shared/aws/live-edges.ts");
      return liveEdges({ ...liveTarget(settings), delivery });
    },
    held: async () => (await import("#shared/aws/pause.ts")).held("resources"),
    effects: queueEffects(),
  }),
);
