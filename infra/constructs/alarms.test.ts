import { describe, expect, test } from "@jest/globals";
import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Topic } from "aws-cdk-lib/aws-sns";
import { type AlarmRow, Alarms } from "./alarms.ts";
import { propertiesOf, resourcesOf } from "./fixture.ts";

const row: AlarmRow = {
  name: "queue-age",
  description: "The oldest record waits: is its function failing?",
  metric: new Metric({ namespace: "Tried", metricName: "Age", statistic: "Maximum", period: Duration.minutes(5) }),
  limit: { above: 0 },
  periods: 1,
};
const alarmsOf = (...rows: readonly AlarmRow[]) =>
  propertiesOf(
    resourcesOf((stack) => new Alarms(stack, "Alarms", new Topic(stack, "Topic"), rows)),
    "AWS::CloudWatch::Alarm",
  );

describe("an alarm", () => {
  test.each<[string, Partial<AlarmRow>, object]>([
    [
      "is found under our name and says what it means",
      {},
      { AlarmName: "sagewarden-queue-age", AlarmDescription: row.description },
    ],
    ["watches its metric as given", {}, { Namespace: "Tried", MetricName: "Age", Statistic: "Maximum", Period: 300 }],
    ["tells the topic", {}, { AlarmActions: ["<Topic>"] }],
    [
      "above its limit goes off, and silence is no fault",
      { limit: { above: 7 } },
      { Threshold: 7, ComparisonOperator: "GreaterThanThreshold", TreatMissingData: "notBreaching" },
    ],
    [
      "below its limit goes off, and so it does when nothing reports",
      { limit: { below: 2 } },
      { Threshold: 2, ComparisonOperator: "LessThanThreshold", TreatMissingData: "breaching" },
    ],
    ["waits for each of its periods", { periods: 3 }, { EvaluationPeriods: 3 }],
  ])("%s", (_, change, expected) => {
    expect(alarmsOf({ ...row, ...change })).toEqual([expect.objectContaining(expected)]);
  });

  test("is there for each row", () => {
    const names = alarmsOf(row, { ...row, name: "second" }).map(({ AlarmName }) => AlarmName);
    expect(names).toEqual(["sagewarden-queue-age", "sagewarden-second"]);
  });
});
