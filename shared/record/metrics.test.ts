import { expect, test } from "@jest/globals";
import { type MetricLine, metricLine, metricWriter, pipelineMetrics } from "./metrics.ts";

test("a line is CloudWatch's embedded metric format", () => {
  const line = metricLine(
    { name: "SecondsToTagged", unit: "Seconds", value: 3.5, dimensions: { kind: "Model" } },
    "sagewarden-enforce-tags",
    1_795_000_000_000,
  );
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 1_795_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: "Sagewarden",
          Dimensions: [["service", "kind"]],
          Metrics: [{ Name: "SecondsToTagged", Unit: "Seconds" }],
        },
      ],
    },
    service: "sagewarden-enforce-tags",
    kind: "Model",
    SecondsToTagged: 3.5,
  });
});

test("a counted number has the service as its only dimension, as its alarm expects", () => {
  const line = JSON.parse(metricLine({ name: "Unaccounted", unit: "Count", value: 0 }, "s", 1));
  expect(line._aws.CloudWatchMetrics[0].Dimensions).toEqual([["service"]]);
  expect(line.Unaccounted).toBe(0);
});

test("what is summed is counted by its dimensions and for the whole function", () => {
  const line = metricLine(
    { name: "ForgedAnswer", unit: "Count", value: 1, dimensions: { reason: "stale" }, summed: true },
    "s",
    1,
  );
  expect(JSON.parse(line)._aws.CloudWatchMetrics[0].Dimensions).toEqual([["service", "reason"], ["service"]]);
});

test("each line is written whole", () => {
  const written: string[] = [];
  metricWriter("s", (line) => written.push(line))({ name: "Poison", unit: "Count", value: 1 });
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^\{.*"Poison":1\}\n$/);
});

test("the pipeline's three numbers", () => {
  const lines: MetricLine[] = [];
  const metrics = pipelineMetrics((line) => lines.push(line));
  metrics.outcome("Model", "tagged");
  metrics.secondsToTagged("Model", 2);
  metrics.calls("Model", 1);
  expect(lines).toEqual([
    { name: "Outcome", unit: "Count", value: 1, dimensions: { kind: "Model", outcome: "tagged" } },
    { name: "SecondsToTagged", unit: "Seconds", value: 2, dimensions: { kind: "Model" } },
    { name: "SageMakerCalls", unit: "Count", value: 1, dimensions: { kind: "Model" } },
  ]);
});
