import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { AuditEnd } from "#shared/audit-vendors.ts";
import { type BatchEffects, type Delivery, processBatch } from "#shared/aws/queue-batch.ts";
import { queueEffects } from "#shared/aws/queue-effects.ts";
import { findingsMetric, metricWriter, type WriteMetric } from "#shared/record/metrics.ts";
import type { AuditAsk } from "#shared/vendor-edges.ts";

type LogAttributes = Record<string, string | number>;

export interface Parts {
  audit(ask: AuditAsk, delivery: Delivery): Promise<AuditEnd | undefined>;
  writeMetric: WriteMetric;
  logger: { info(message: string, about: LogAttributes): void; warn(message: string, about: LogAttributes): void };
  effects: BatchEffects;
}

/** Daily, when a vendor's role was changed, and when somebody new has to be heard of. */
export const makeHandler = ({
  audit,
  writeMetric,
  logger,
  effects,
}: Parts): ((event: SQSEvent) => Promise<SQSBatchResponse>) => {
  const work = async (message: unknown, delivery: Delivery, keepRules: typeof audit): Promise<void> => {
    const { readAsk } = await import("#shared/normalise/audit-ask.ts");
    const ask = readAsk(message);
    const end = await (ask.rules ? keepRules : audit)(ask, delivery);
    if (end === undefined) return;
    const { problems, ...counts } = end;
    logger.info("audited", { ...counts, problems: problems.length });
    for (const { where, what } of problems.slice(0, 50)) logger.warn("unread", { where, what });
    writeMetric({ name: "Audited", unit: "Count", value: 1 });
    writeMetric(findingsMetric(counts.findings));
  };
  return (event) => {
    // Whoever makes a hundred users asks a hundred times: all of a batch asked before it came, and one look does for them.
    let kept: ReturnType<typeof audit> | undefined;
    const keepRules: typeof audit = (ask, delivery) => {
      kept ??= audit(ask, delivery);
      return kept;
    };
    return processBatch(event, (message, delivery) => work(message, delivery, keepRules), effects);
  };
};

export const handler = middy<SQSEvent, SQSBatchResponse>(
  makeHandler({
    audit: async (ask, delivery) => {
      const [{ auditVendors }, { liveAudit }, { deployedSettings }] = await Promise.all([
        import("#shared/audit-vendors.ts"),
        import("#shared/aws/live-audit.ts"),
        import("#shared/aws/deployed-settings.ts"),
      ]);
      return auditVendors(ask, liveAudit(deployedSettings(), delivery));
    },
    writeMetric: metricWriter(),
    logger: new Logger(),
    effects: queueEffects(),
  }),
);
