import type { Metrics } from "../edges.ts";
import type { Severity } from "../model/finding.ts";
import { names } from "../names.ts";

type Unit = "Count" | "Seconds";

export interface MetricLine {
  name: string;
  unit: Unit;
  value: number;
  /** Beside `service`, the function's name. Each set of values is a metric of its own. */
  dimensions?: Readonly<Record<string, string>>;
  /** Counted for the whole function as well, as an alarm needs it. */
  summed?: true;
}

/**
 * One line of CloudWatch's embedded metric format. Powertools' class writes the same and costs 16 KiB at each start.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const metricLine = (
  { name, unit, value, dimensions = {}, summed }: MetricLine,
  service: string,
  now: number,
): string => {
  const all = { service, ...dimensions };
  return JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: names.metricsNamespace,
          Dimensions: [Object.keys(all), ...(summed ? [["service"]] : [])],
          Metrics: [{ Name: name, Unit: unit }],
        },
      ],
    },
    ...all,
    [name]: value,
  });
};

export type WriteMetric = (line: MetricLine) => void;

/** Past the runtime's console, which puts a prefix before each line: CloudWatch would not see a metric in it. */
export const metricWriter =
  (
    service = process.env.POWERTOOLS_SERVICE_NAME ?? "sagewarden",
    write = (line: string): unknown => process.stdout.write(line),
  ): WriteMetric =>
  (line) =>
    write(`${metricLine(line, service, Date.now())}\n`);

export const pipelineMetrics = (write: WriteMetric): Metrics => ({
  outcome: (kind, outcome) => write({ name: "Outcome", unit: "Count", value: 1, dimensions: { kind, outcome } }),
  secondsToTagged: (kind, seconds) =>
    write({ name: "SecondsToTagged", unit: "Seconds", value: seconds, dimensions: { kind } }),
  calls: (kind, calls) => write({ name: "SageMakerCalls", unit: "Count", value: calls, dimensions: { kind } }),
});

export const signalMetric = (severity: Severity): MetricLine => ({
  name: "Signal",
  unit: "Count",
  value: 1,
  dimensions: { severity },
});

export const findingsMetric = (value: number): MetricLine => ({ name: "Findings", unit: "Count", value });

/** In whose name incidents are counted, by whichever function: an alarm looks at one. */
export const incidentService: string = names.functions.containVendor;
