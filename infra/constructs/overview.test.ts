import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { names } from "../../shared/names.ts";
import { findingsMetric, type MetricLine, pipelineMetrics, signalMetric } from "../../shared/record/metrics.ts";
import { only, resourcesOf } from "./fixture.ts";
import { IngestQueue } from "./ingest-queue.ts";
import { Overview } from "./overview.ts";

const bodyOf = (...queues: readonly string[]): string => {
  const resources = resourcesOf((stack) => {
    const props = {
      key: new Key(stack, "Key"),
      rules: ["arn:rule"],
      senders: [],
      poisonSenders: [],
      redriver: "arn:redriver",
    };
    const made = queues.map((name): [string, IngestQueue] => {
      const functionTimeout = Duration.seconds(1);
      return [name, new IngestQueue(stack, name, { ...props, name, deadName: `${name}-dead`, functionTimeout })];
    });
    new Overview(stack, "Overview", Object.fromEntries(made));
  });
  return String(only(resources, "AWS::CloudWatch::Dashboard").Properties.DashboardBody);
};
interface Widget {
  properties: { title: string; metrics: unknown[] };
}
const graphs = (JSON.parse(bodyOf("one", "two")) as { widgets: Widget[] }).widgets.map(({ properties }) => properties);
const linesOf = (title: string): readonly string[] => {
  const graph = graphs.find((one) => one.title.startsWith(title));
  return (graph?.metrics ?? []).map((line) => JSON.stringify(line));
};

describe("the overview", () => {
  test.each([
    ["Waiting", "ApproximateAgeOfOldestMessage", ["<oneQueue.QueueName>", "<twoQueue.QueueName>"]],
    ["Dead letters", "ApproximateNumberOfMessagesVisible", ["<oneDead.QueueName>", "<twoDead.QueueName>"]],
  ])("%s: a line for each queue", (title, metric, queues) => {
    const lines = linesOf(title);
    expect(lines).toHaveLength(queues.length);
    for (const [index, queue] of queues.entries()) {
      expect(lines[index]).toContain(`"${metric}"`);
      expect(lines[index]).toContain(`"${queue}"`);
    }
  });

  const written: MetricLine[] = [];
  const metrics = pipelineMetrics((line) => written.push(line));
  metrics.outcome("Model", "tagged");
  metrics.secondsToTagged("Model", 1);
  written.push(signalMetric("high"), findingsMetric(3));
  test.each([
    ["How creations ended", "Outcome"],
    ["Seconds from creation to tagged", "SecondsToTagged"],
    ["What vendors did", "Signal"],
    ["Findings about vendors' roles", "Findings"],
  ])("%s: finds what the functions count, under the dimensions that they give", (title, name) => {
    const line = written.find((one) => one.name === name);
    const dimensions = ["service", ...Object.keys(line?.dimensions ?? {})].join(",");
    expect(linesOf(title)).toEqual([
      expect.stringContaining(`SEARCH('{${names.metricsNamespace},${dimensions}} MetricName=\\"${name}\\"'`),
    ]);
  });
});
