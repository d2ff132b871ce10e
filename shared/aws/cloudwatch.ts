import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { clientSettings, perRegion } from "./client.ts";

type Sender = Pick<CloudWatchClient, "send">;
const clientFor: (region: string) => Sender = perRegion(
  (region) => new CloudWatchClient({ ...clientSettings, region }),
);

/** One series of `AWS/SageMaker` `Invocations`. */
export type Dimensions = Readonly<Record<string, string>>;

/** Datapoints begin at whole minutes; the last ones may still be on their way. */
const period = 60;

/** How often something was invoked within the hour before `until` (ISO 8601), all of these series together. */
export const invocations = async (
  region: string,
  series: readonly Dimensions[],
  until: string,
  client = clientFor(region),
): Promise<number> => {
  const EndTime = new Date(until);
  const StartTime = new Date(EndTime.getTime() - 3_600_000);
  const MetricDataQueries = series.map((dimensions, index) => ({
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: "AWS/SageMaker",
        MetricName: "Invocations",
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: period,
      Stat: "Sum",
    },
  }));
  let [sum, token] = [0, undefined as string | undefined];
  do {
    const command = new GetMetricDataCommand({ StartTime, EndTime, MetricDataQueries, NextToken: token });
    const { MetricDataResults = [], NextToken } = await client.send(command);
    for (const { Values = [] } of MetricDataResults) for (const value of Values) sum += value;
    token = NextToken;
  } while (token);
  return sum;
};
