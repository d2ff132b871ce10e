import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Flushed as Found } from "#shared/notify/flush.ts";

export interface Flushed extends Found {
  /** Teams whose weekly digest was posted. */
  weekly: number;
}

export interface Parts {
  flush(): Promise<Flushed>;
  logger: { warn(message: string, about: { stranded: number }): void };
}

/** A notice that no message carries any more is not lost: its row is. Found here, it is delivered late. */
export const makeHandler =
  ({ flush, logger }: Parts) =>
  async (): Promise<Flushed> => {
    const flushed = await flush();
    const { stranded } = flushed;
    if (stranded > 0) logger.warn("queued again", { stranded });
    return flushed;
  };

export const handler = middy(
  makeHandler({
    flush: async () => {
      const [{ flushNotices }, { postWeekly }, { liveDigests, liveWeekly }, { deployedSettings }] = await Promise.all([
        import("#shared/notify/flush.ts"),
        import("#shared/notify/weekly.ts"),
        import("#shared/aws/live-notices.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      const settings = deployedSettings();
      const found = await flushNotices(liveDigests(settings));
      return { ...found, weekly: await postWeekly(liveWeekly(settings)) };
    },
    logger: new Logger(),
  }),
);
