import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Flushed } from "#shared/notify/flush.ts";

export interface Parts {
  flush(): Promise<Flushed>;
  logger: { warn(message: string, about: { stranded: number; digests: number }): void };
}

/** A notice that no message carries any more is not lost: its row is. Found here, it is delivered late. */
export const makeHandler =
  ({ flush, logger }: Parts) =>
  async (): Promise<Flushed> => {
    const flushed = await flush();
    if (flushed.stranded > 0) logger.warn("queued again", { ...flushed });
    return flushed;
  };

export const handler = middy(
  makeHandler({
    flush: async () => {
      const [{ flushNotices }, { liveMeans }, { deployedSettings }] = await Promise.all([
        import("#shared/notify/flush.ts"),
        import("#shared/aws/live-notices.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return flushNotices(liveMeans(deployedSettings()));
    },
    logger: new Logger(),
  }),
);
