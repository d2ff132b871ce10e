import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { clientSettings, perRegion } from "./client.ts";
import type { LookupPage } from "./incident-calls.ts";
import { nameCalls } from "./named-calls.ts";

type Sender = Pick<CloudTrailClient, "send">;
const clientFor: (region: string) => Sender = perRegion(
  (region) => new CloudTrailClient({ ...clientSettings, region }),
);

/** One attempt: whoever reads much keeps to the pace that refusals teach. */
const patientFor: (region: string) => Sender = perRegion((region) =>
  nameCalls(new CloudTrailClient({ ...clientSettings, maxAttempts: 1, region })),
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

/** A page of 50 records of one operation, each as CloudTrail's JSON text. Errors come as the SDK throws them. */
export const recordsOf = async (
  asked: { region: string; eventName: string; from: string; to: string; token: string | undefined },
  client = patientFor(asked.region),
): Promise<{ records: readonly string[]; next: string | undefined }> => {
  const { Events = [], NextToken } = await client.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: asked.eventName }],
      StartTime: new Date(asked.from),
      EndTime: new Date(asked.to),
      MaxResults: 50,
      NextToken: asked.token,
    }),
  );
  return { records: Events.flatMap(({ CloudTrailEvent }) => CloudTrailEvent ?? []), next: NextToken || undefined };
};

/** A page of 50 records with an attribute since a time, the newest first. Errors come as the SDK throws them. */
export const lookupPage: LookupPage = (asked) => pageOf(asked, patientFor(asked.region));

export const pageOf = async (
  { key, value, since, token }: Parameters<LookupPage>[0],
  client: Sender,
): ReturnType<LookupPage> => {
  const { Events = [], NextToken } = await client.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: key, AttributeValue: value }],
      StartTime: new Date(since),
      MaxResults: 50,
      NextToken: token,
    }),
  );
  return { records: Events.flatMap(({ CloudTrailEvent }) => CloudTrailEvent ?? []), next: NextToken || undefined };
};
