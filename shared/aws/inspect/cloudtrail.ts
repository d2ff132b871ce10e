import {
  type Trail as AwsTrail,
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
  type LookupAttributeKey,
  LookupEventsCommand,
} from "@aws-sdk/client-cloudtrail";
import { nameCalls } from "../named-calls.ts";
import { makeClient, type Place } from "./client.ts";
import { collect } from "./pages.ts";

export interface Trail {
  name: string;
  homeRegion: string;
  multiRegion: boolean;
  globalEvents: boolean;
  logging: boolean;
  /** Which management events it takes; `some` when it leaves services out. */
  management: { writes: boolean; reads: boolean; complete: boolean };
  /** Beginnings of ARNs of S3 objects of which it takes reads and writes; `arn:` is all. */
  objects: readonly string[];
}

type Management = Trail["management"];
const none: Management = { writes: false, reads: false, complete: true };

const either = (a: Management, b: Management): Management => ({
  writes: a.writes || b.writes,
  reads: a.reads || b.reads,
  complete: a.complete && b.complete,
});

const managementOf = ({ EventSelectors, AdvancedEventSelectors }: GetEventSelectorsCommandOutput): Management => {
  const basic = (EventSelectors ?? []).map((selector): Management => {
    if (selector.IncludeManagementEvents === false) return none;
    const type = selector.ReadWriteType ?? "All";
    const complete = !selector.ExcludeManagementEventSources?.some((source) => /^(sagemaker|sts)\./.test(source));
    return { writes: type !== "ReadOnly", reads: type !== "WriteOnly", complete };
  });
  const advanced = (AdvancedEventSelectors ?? []).map(({ FieldSelectors = [] }): Management => {
    const field = (name: string) => FieldSelectors.find(({ Field }) => Field === name);
    if (!field("eventCategory")?.Equals?.includes("Management")) return none;
    const readOnly = field("readOnly")?.Equals?.[0];
    return { writes: readOnly !== "true", reads: readOnly !== "false", complete: field("eventSource") === undefined };
  });
  return [...basic, ...advanced].reduce(either, none);
};

const objectType = "AWS::S3::Object";

/** What takes reads or writes only, or leaves some calls out, is no record of what was done. */
const objectsOf = ({ EventSelectors, AdvancedEventSelectors }: GetEventSelectorsCommandOutput): readonly string[] => [
  ...(EventSelectors ?? [])
    .filter(({ ReadWriteType = "All" }) => ReadWriteType === "All")
    .flatMap(({ DataResources = [] }) => DataResources)
    .flatMap(({ Type, Values = [] }) => (Type === objectType ? Values : [])),
  ...(AdvancedEventSelectors ?? []).flatMap(({ FieldSelectors = [] }) => {
    const field = (name: string) => FieldSelectors.find(({ Field }) => Field === name);
    if (!field("resources.type")?.Equals?.includes(objectType)) return [];
    if (FieldSelectors.some(({ Field = "" }) => !wholeFields.has(Field))) return [];
    const arn = field("resources.ARN");
    return arn === undefined ? ["arn:"] : [...(arn.StartsWith ?? []), ...(arn.Equals ?? [])];
  }),
];
const wholeFields = new Set(["eventCategory", "resources.type", "resources.ARN"]);

type Sender = Pick<CloudTrailClient, "send">;
const clientFor = (place: Place): Sender => makeClient(CloudTrailClient, place);

/** Page after page comes faster than twice a second, so some are refused: they wait and come again. */
const patientFor = ({ region }: Place): Sender =>
  nameCalls(new CloudTrailClient({ region, maxAttempts: 8, retryMode: "adaptive" }));

const describe = async (client: Sender, trail: AwsTrail): Promise<Trail> => {
  const id = trail.TrailARN ?? trail.Name ?? "";
  const status = await client.send(new GetTrailStatusCommand({ Name: id }));
  const selectors = await client.send(new GetEventSelectorsCommand({ TrailName: id }));
  return {
    name: trail.Name ?? id,
    homeRegion: trail.HomeRegion ?? "",
    multiRegion: trail.IsMultiRegionTrail ?? false,
    globalEvents: trail.IncludeGlobalServiceEvents ?? false,
    logging: status.IsLogging ?? false,
    management: managementOf(selectors),
    objects: objectsOf(selectors),
  };
};

/** Every trail that this region has, those of other regions and of the organisation included. */
export const listTrails = async (place: Place, client = clientFor(place)): Promise<Trail[]> => {
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  const trails: Trail[] = [];
  for (const trail of trailList) trails.push(await describe(client, trail));
  return trails;
};

/** The newest management records with this attribute, parsed, at most `most`. CloudTrail allows two such calls a second. */
export const lookupRecords = (
  { key, value, most }: { key: LookupAttributeKey; value: string; most: number },
  place: Place,
  client = patientFor(place),
): Promise<unknown[]> =>
  collect(most, async (NextToken) => {
    const LookupAttributes = [{ AttributeKey: key, AttributeValue: value }];
    const page = await client.send(new LookupEventsCommand({ LookupAttributes, MaxResults: 50, NextToken }));
    return {
      items: (page.Events ?? []).flatMap(({ CloudTrailEvent }) => parsed(CloudTrailEvent)),
      next: page.NextToken,
    };
  });

const parsed = (text: string | undefined): unknown[] => {
  try {
    return text === undefined ? [] : [JSON.parse(text)];
  } catch {
    return [];
  }
};
