import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type { ProbeReply } from "#shared/probe-isolation.ts";
import { metricWriter, type WriteMetric } from "#shared/record/metrics.ts";

export interface Parts {
  /** `until`: ms since 1970; nothing new is begun after it. */
  probe(event: unknown, until: number): Promise<ProbeReply>;
  writeMetric: WriteMetric;
  logger: { error(message: string, about: { subject: string; detail: string }): void };
  now(): number;
}

/** ms before the end of its time: for the border that is being tried, and to take the decoys away. */
const margin = 120_000;

/** Tries the teams' borders, once a day and when somebody asks. */
export const makeHandler =
  ({ probe, writeMetric, logger, now }: Parts) =>
  async (event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<ProbeReply> => {
    const reply = await probe(event, now() + context.getRemainingTimeInMillis() - margin);
    for (const { rule, subject, detail } of reply.findings.slice(0, 50)) logger.error(rule, { subject, detail });
    writeMetric({ name: "Crossed", unit: "Count", value: reply.crossed });
    writeMetric({ name: "Unproven", unit: "Count", value: reply.unknown });
    return reply;
  };

export const handler = middy<unknown, ProbeReply>(
  makeHandler({
    probe: async (event, until) => {
      const [{ probeIsolation }, { liveProbe }, { deployedSettings }] = await Promise.all([
        import("#shared/probe-isolation.ts"),
        import("#shared/aws/live-probe.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return probeIsolation(event, liveProbe(deployedSettings(), until));
    },
    writeMetric: metricWriter(),
    logger: new Logger(),
    now: () => Date.now(),
  }),
);
