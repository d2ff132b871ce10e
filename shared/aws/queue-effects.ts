import { Logger } from "@aws-lambda-powertools/logger";
import { metricWriter } from "../record/metrics.ts";
import { environment } from "./environment.ts";
import type { BatchEffects } from "./queue-batch.ts";

const levels = { done: "debug", later: "info", held: "info", poison: "error", unburied: "error" } as const;

/** What a queue's function does to SQS, the log and the metrics. Logs ids and reasons, never a record. */
export const queueEffects = (): BatchEffects => {
  const logger = new Logger();
  const writeMetric = metricWriter();
  return {
    hide: async (receiptHandle, seconds) =>
      (await import("./sqs.ts")).hideMessage({ queueUrl: environment("QUEUE_URL"), receiptHandle, seconds }),
    sendAgain: async (body, seconds) =>
      (await import("./sqs.ts")).sendAgain({ queueUrl: environment("QUEUE_URL"), body, seconds }),
    bury: async (body, attributes) => {
      const { sendDeadLetter } = await import("./sqs.ts");
      await sendDeadLetter({ deadLetterUrl: environment("DEAD_LETTER_URL"), body, attributes });
    },
    note: (outcome, about) => {
      logger[levels[outcome]](outcome, about);
      if (outcome === "poison") writeMetric({ name: "Poison", unit: "Count", value: 1 });
    },
  };
};
