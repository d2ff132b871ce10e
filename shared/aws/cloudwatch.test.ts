import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { invocations } from "./cloudwatch.ts";

const series = [
  { EndpointName: "churn", VariantName: "a" },
  { EndpointName: "churn", VariantName: "b" },
];

test("the hour's calls of all series are added, over all pages", async () => {
  const client = fakeClient({
    GetMetricData: [
      { MetricDataResults: [{ Values: [1, 2] }, {}], NextToken: "more" },
      { MetricDataResults: [{ Values: [4] }] },
    ],
  });
  expect(await invocations("us-east-1", series, "2026-11-22T10:00:00Z", client)).toBe(7);
  const stat = (VariantName: string) => ({
    Metric: {
      Namespace: "AWS/SageMaker",
      MetricName: "Invocations",
      Dimensions: [
        { Name: "EndpointName", Value: "churn" },
        { Name: "VariantName", Value: VariantName },
      ],
    },
    Period: 60,
    Stat: "Sum",
  });
  expect(client.sent.map(({ input }) => input)).toEqual(
    [undefined, "more"].map((NextToken) => ({
      StartTime: new Date("2026-11-22T09:00:00Z"),
      EndTime: new Date("2026-11-22T10:00:00Z"),
      MetricDataQueries: [
        { Id: "m0", MetricStat: stat("a") },
        { Id: "m1", MetricStat: stat("b") },
      ],
      NextToken,
    })),
  );
});

test("an endpoint that nobody calls has no data", async () => {
  const client = fakeClient({ GetMetricData: { MetricDataResults: [] } });
  expect(await invocations("us-east-1", series, "2026-11-22T10:00:00Z", client)).toBe(0);
});
