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
