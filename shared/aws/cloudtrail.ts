import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { clientSettings, perRegion } from "./client.ts";

type Sender = Pick<CloudTrailClient, "send">;
const clientFor: (region: string) => Sender = perRegion(
  (region) => new CloudTrailClient({ ...clientSettings, region }),
);

/** LookupEvents answers twice a second per account and region, 50 at a time: this is 2 to 3 s at worst. */
const pages = 5;

/** SageMaker's management records in a span of time, newest first, each as CloudTrail's JSON text. */
export const sageMakerRecords = async (
  { region, from, to }: { region: string; from: string; to: string },
  client = clientFor(region),
): Promise<{ records: readonly string[]; isComplete: boolean }> => {
  const records: string[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < pages; page++) {
    const answer = await client.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: "EventSource", AttributeValue: "sagemaker.amazonaws.com" }],
        StartTime: new Date(from),
        EndTime: new Date(to),
        MaxResults: 50,
        NextToken,
      }),
    );
    for (const { CloudTrailEvent } of answer.Events ?? []) if (CloudTrailEvent) records.push(CloudTrailEvent);
    NextToken = answer.NextToken;
    if (!NextToken) return { records, isComplete: true };
  }
  return { records, isComplete: false };
};
