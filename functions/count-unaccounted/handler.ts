import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { CreationRow } from "#shared/model/outcome.ts";

export interface Parts {
  /** The creations that have no end although their time is over. */
  count(): Promise<readonly CreationRow[]>;
  logger: { warn(message: string, about: { eventId: string; arn: string }): void };
}

/** The proof that nothing was lost: a number that stays 0. */
export const makeHandler =
  ({ count, logger }: Parts) =>
  async (): Promise<{ unaccounted: number }> => {
    const late = await count();
    for (const { eventId, resource } of late.slice(0, 20)) logger.warn("unaccounted", { eventId, arn: resource.arn });
    return { unaccounted: late.length };
  };

export const handler = middy(
  makeHandler({
    count: async () => {
      const [{ countUnaccounted }, { liveEdges, liveTarget }, { metricWriter }, { deployedSettings }] =
        await Promise.all([
          import("#shared/record/unaccounted.ts"),
          import("#shared/aws/live-edges.ts"),
          import("#shared/record/metrics.ts"),
          import("#shared/aws/deployed-settings.ts"),
        ]);
      return countUnaccounted({ ...liveEdges(liveTarget(deployedSettings())), writeMetric: metricWriter() });
    },
    logger: new Logger(),
  }),
);
