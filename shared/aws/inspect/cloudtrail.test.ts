import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { listTrails, lookupRecords } from "./cloudtrail.ts";

const place = { region: "us-east-1" };
const trail = {
  Name: "t",
  TrailARN: "arn:t",
  HomeRegion: "us-east-1",
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
};

const management = async (selectors: object) => {
  const client = fakeClient({
    DescribeTrails: { trailList: [trail] },
    GetTrailStatus: { IsLogging: true },
    GetEventSelectors: selectors,
  });
  const [found] = await listTrails(place, client);
  expect(found).toMatchObject({
    name: "t",
    homeRegion: "us-east-1",
    multiRegion: true,
    globalEvents: true,
    logging: true,
  });
  expect(client.sent[0]?.input).toEqual({ includeShadowTrails: true });
  return found?.management;
};
const advanced = (...fields: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors: fields }] });
const eventCategory = { Field: "eventCategory", Equals: ["Management"] };

describe("which management events a trail takes", () => {
  test.each([
    ["all", { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "All" }] }, true, true, true],
    ["by default all", { EventSelectors: [{}] }, true, true, true],
    ["writes", { EventSelectors: [{ ReadWriteType: "WriteOnly" }] }, true, false, true],
    ["reads", { EventSelectors: [{ ReadWriteType: "ReadOnly" }] }, false, true, true],
    ["none", { EventSelectors: [{ IncludeManagementEvents: false }] }, false, false, true],
    [
      "without KMS, which does not matter",
      { EventSelectors: [{ ExcludeManagementEventSources: ["kms.amazonaws.com"] }] },
      true,
      true,
      true,
    ],
    ["without STS", { EventSelectors: [{ ExcludeManagementEventSources: ["sts.amazonaws.com"] }] }, true, true, false],
    ["advanced: all", advanced(eventCategory), true, true, true],
    ["advanced: writes", advanced(eventCategory, { Field: "readOnly", Equals: ["false"] }), true, false, true],
    ["advanced: reads", advanced(eventCategory, { Field: "readOnly", Equals: ["true"] }), false, true, true],
    ["advanced: some sources", advanced(eventCategory, { Field: "eventSource", NotEquals: ["x"] }), true, true, false],
    ["advanced: data events only", advanced({ Field: "eventCategory", Equals: ["Data"] }), false, false, true],
    ["nothing", {}, false, false, true],
  ])("%s", async (_what, selectors, writes, reads, complete) => {
    expect(await management(selectors)).toEqual({ writes, reads, complete });
  });
});

test("records are parsed, page after page; what is no JSON is left out", async () => {
  const client = fakeClient({
    LookupEvents: [
      { Events: [{ CloudTrailEvent: '{"a":1}' }, { CloudTrailEvent: "{" }, {}], NextToken: "n" },
      { Events: [{ CloudTrailEvent: '{"a":2}' }, { CloudTrailEvent: '{"a":3}' }], NextToken: "n" },
    ],
  });
  expect(await lookupRecords({ key: "ResourceName", value: "x", most: 2 }, place, client)).toEqual([
    { a: 1 },
    { a: 2 },
  ]);
  expect(client.sent[1]?.input).toMatchObject({
    NextToken: "n",
    LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: "x" }],
  });
});

describe("of which objects a trail takes what is done", () => {
  const data = (...fields: object[]) =>
    advanced(
      { Field: "eventCategory", Equals: ["Data"] },
      { Field: "resources.type", Equals: ["AWS::S3::Object"] },
      ...fields,
    );
  const basic = (change: object) => ({
    EventSelectors: [{ DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3:::b/"] }], ...change }],
  });
  test.each<[string, object, string[]]>([
    ["none", { EventSelectors: [{}] }, []],
    ["of a bucket", basic({ ReadWriteType: "All" }), ["arn:aws:s3:::b/"]],
    ["of a bucket, by default", basic({}), ["arn:aws:s3:::b/"]],
    ["writes only", basic({ ReadWriteType: "WriteOnly" }), []],
    ["of functions", basic({ DataResources: [{ Type: "AWS::Lambda::Function", Values: ["arn:aws:lambda"] }] }), []],
    ["advanced: all", data(), ["arn:"]],
    ["advanced: of a bucket", data({ Field: "resources.ARN", StartsWith: ["arn:aws:s3:::b/"] }), ["arn:aws:s3:::b/"]],
    ["advanced: writes only", data({ Field: "readOnly", Equals: ["false"] }), []],
    ["advanced: some calls only", data({ Field: "eventName", Equals: ["GetObject"] }), []],
  ])("%s", async (_, selectors, expected) => {
    const client = fakeClient({
      DescribeTrails: { trailList: [trail] },
      GetTrailStatus: { IsLogging: true },
      GetEventSelectors: selectors,
    });
    expect((await listTrails(place, client))[0]?.objects).toEqual(expected);
  });
});
