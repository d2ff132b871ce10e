import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type { Hold } from "#shared/model/pause.ts";
import { metricWriter, type WriteMetric } from "#shared/record/metrics.ts";
import type { SweepEnd } from "#shared/sweep/sweep.ts";

type LogAttributes = Record<string, string | number>;

export interface Parts {
  /** `until`: ms since 1970. */
  sweep(until: number): Promise<SweepEnd>;
  /** Whether a pause holds back what the sweep would find work for. */
  held(): Promise<Hold | undefined>;
  writeMetric: WriteMetric;
  logger: { info(message: string, about: LogAttributes): void; warn(message: string, about: LogAttributes): void };
  now(): number;
}

/** Of a paused one nothing is known: the next run begins it, or goes on with it. */
type Swept = Omit<SweepEnd, "unread"> | { state: "paused" };

/** ms before the end of its time: for what is under way, and to save. */
const margin = 60_000;

/** Everything that exists, once a day; where one run's time was up the next one goes on. */
export const makeHandler =
  ({ sweep, held, writeMetric, logger, now }: Parts) =>
  async (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<Swept> => {
    const hold = await held();
    if (hold) {
      logger.info("paused", { why: hold.why });
      return { state: "paused" };
    }
    const { state, counts, unread } = await sweep(now() + context.getRemainingTimeInMillis() - margin);
    for (const what of unread.slice(0, 50)) logger.warn("unread", { what });
    if (state !== "resting") logger.info(state, { ...counts, unread: unread.length });
    if (state === "done") {
      writeMetric({ name: "Missed", unit: "Count", value: counts.missed });
      writeMetric({ name: "Unread", unit: "Count", value: unread.length });
    }
    return { state, counts };
  };

export const handler = middy<unknown, Swept>(
  makeHandler({
    sweep: async (until) => {
      const [{ sweep }, { liveSweep }, { deployedSettings }] = await Promise.all([
        import("#shared/sweep/sweep.ts"),
        import("#shared/aws/live-sweep.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return sweep(await liveSweep(deployedSettings(), until));
    },
    held: async () => (await import("#shared/aws/pause.ts")).held("resources"),
    writeMetric: metricWriter(),
    logger: new Logger(),
    now: () => Date.now(),
  }),
);
