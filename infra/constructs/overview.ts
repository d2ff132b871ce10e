import { Duration } from "aws-cdk-lib";
import { Dashboard, GraphWidget, type IWidget, MathExpression, type Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { names } from "../../shared/names.ts";
import type { IngestQueue } from "./ingest-queue.ts";

const period = Duration.minutes(5);

/** One line for each set of values that a function counted: kinds and outcomes come and go. */
const each = (metricName: string, dimensions: string, statistic: string, label: string): MathExpression =>
  new MathExpression({
    expression: `SEARCH('{${names.metricsNamespace},${dimensions}} MetricName="${metricName}"', '${statistic}', ${period.toSeconds()})`,
    label,
    period,
  });

const graph = (title: string, left: (MathExpression | Metric)[]): IWidget =>
  new GraphWidget({ title, left, width: 12 });

/** One page that answers: does it work, how fast, and what lies there? */
export class Overview extends Dashboard {
  constructor(scope: Construct, id: string, queues: Readonly<Record<string, IngestQueue>>) {
    const all = Object.values(queues);
    super(scope, id, {
      dashboardName: "sagewarden",
      widgets: [
        [
          graph("How creations ended", [each("Outcome", "service,kind,outcome", "Sum", "")]),
          graph("Seconds from creation to tagged, 99 of 100", [each("SecondsToTagged", "service,kind", "p99", "")]),
        ],
        [
          graph("What vendors did: signals by severity", [each("Signal", "service,severity", "Sum", "")]),
          graph("Findings about vendors' roles", [each("Findings", "service", "Maximum", "")]),
        ],
        [
          graph(
            "Waiting",
            all.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage({ period })),
          ),
          graph(
            "Dead letters",
            all.map(({ dead }) => dead.metricApproximateNumberOfMessagesVisible({ period })),
          ),
        ],
      ],
    });
  }
}
