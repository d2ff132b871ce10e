import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { CreationRow } from "#shared/model/outcome.ts";

export interface Parts {
  /** The creations that have no end although their time is over. */
  count(): Promise<readonly CreationRow[]>;
  /** Tells whoever runs Sagewarden that it is paused, or goes on. */
  tellPause(): Promise<void>;
  logger: { warn(message: string, about: { eventId: string; arn: string }): void };
}

/** The proof that nothing was lost: a number that stays 0. `sagewarden pause` asks for it as well, so that the alarm is there at once. */
export const makeHandler =
  ({ count, tellPause, logger }: Parts) =>
  async (): Promise<{ unaccounted: number }> => {
    await tellPause();
    const late = await count();
    for (const { eventId, resource } of late.slice(0, 20)) logger.warn("unaccounted", { eventId, arn: resource.arn });
    return { unaccounted: late.length };
  };

/** What both parts stand on. */
const means = async () => {
  const [{ liveEdges, liveTarget }, { metricWriter }, { deployedSettings }, { freshPause }] = await Promise.all([
    import("#shared/aws/live-edges.ts"),
    import("#shared/record/metrics.ts"),
    import("#shared/aws/deployed-settings.ts"),
    import("#shared/aws/pause.ts"),
  ]);
  const edges = liveEdges(liveTarget(deployedSettings()));
  return { ...edges, writeMetric: metricWriter(), pause: await freshPause() };
};

export const handler = middy(
  makeHandler({
    count: async () => (await import("#shared/record/unaccounted.ts")).countUnaccounted(await means()),
    tellPause: async () => {
      const [{ tellPause }, { pauseArn }, { notify, now, writeMetric, pause }] = await Promise.all([
        import("#shared/tell-pause.ts"),
        import("#shared/aws/pause.ts"),
        means(),
      ]);
      await tellPause({ pause, parameterArn: pauseArn(), now: now(), notify, writeMetric });
    },
    logger: new Logger(),
  }),
);
