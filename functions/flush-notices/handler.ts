import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import { eachAlone } from "#shared/notify/each-alone.ts";
import type { Flushed as Found } from "#shared/notify/flush.ts";

export interface Flushed extends Found {
  /** Teams whose weekly digest was posted. */
  weekly: number;
}

export interface Parts {
  flush(): Promise<Found>;
  /** Answers how many were posted. */
  weekly(): Promise<number>;
  logger: { warn(message: string, about: { stranded: number }): void };
}

/**
 * A notice that no message carries any more is not lost: its row is. Found here, it is delivered late. Neither what is left
 * over nor the week's digests wait for the other to be mended.
 */
export const makeHandler =
  ({ flush, weekly, logger }: Parts) =>
  async (): Promise<Flushed> => {
    const flushed = { stranded: 0, digests: 0, weekly: 0 };
    const parts = [
      async () => Object.assign(flushed, await flush()),
      async () => Object.assign(flushed, { weekly: await weekly() }),
    ];
    await eachAlone(parts, (part) => part());
    const { stranded } = flushed;
    if (stranded > 0) logger.warn("queued again", { stranded });
    return flushed;
  };

export const handler = middy(
  makeHandler({
    flush: async () => {
      const [{ flushNotices }, { liveDigests }, { deployedSettings }] = await Promise.all([
        import("#shared/notify/flush.ts"),
        import("#shared/aws/live-notices.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return flushNotices(liveDigests(deployedSettings()));
    },
    weekly: async () => {
      const [{ postWeekly }, { liveWeekly }, { deployedSettings }] = await Promise.all([
        import("#shared/notify/weekly.ts"),
        import("#shared/aws/live-notices.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return postWeekly(liveWeekly(deployedSettings()));
    },
    logger: new Logger(),
  }),
);
