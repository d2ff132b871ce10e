import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PoisonRecord } from "../model/errors.ts";
import { assumeRecord, getObjectRecord } from "../vendors/watch/example-acts.ts";
import { readVendorAct } from "./vendor-act.ts";

const envelope = (detail: unknown, change: object = {}) => ({
  version: "0",
  source: "aws.s3",
  "detail-type": "AWS API Call via CloudTrail",
  account: "111122223333",
  detail,
  ...change,
});

test("a data event, bare and in its envelope", () => {
  const act = readVendorAct(getObjectRecord);
  expect(act).toMatchObject({
    eventName: "GetObject",
    service: "s3",
    category: "data",
    sourceIp: "198.51.100.7",
    requestComplete: true,
    request: { bucketName: "auger-acmeorg" },
    additional: { bytesTransferredOut: 1_024 },
    principal: { session: { name: "auger-7", sourceIdentity: "auger" } },
  });
  expect(readVendorAct(envelope(getObjectRecord))).toEqual(act);
});

test("a role that another account takes: neither ARN nor name of who called", () => {
  expect(readVendorAct(assumeRecord)?.principal).toEqual({
    type: "AWSAccount",
    account: "999988887777",
    principalId: "AROAVENDORSIDE:worker",
  });
});

describe("services by the prefix of their actions", () => {
  test.each([
    ["s3.amazonaws.com", "s3"],
    ["runtime.sagemaker.amazonaws.com", "sagemaker"],
    ["monitoring.amazonaws.com", "cloudwatch"],
    ["sts.amazonaws.com.cn", "sts"],
    ["S3.amazonaws.com", "s3"],
  ])("%s is %s", (eventSource, service) => {
    expect(readVendorAct({ ...getObjectRecord, eventSource })?.service).toBe(service);
  });
});

test.each([
  ["255.090.254.005", "255.90.254.5"],
  ["198.51.100.0", "198.51.100.0"],
  ["2001:db8::1", "2001:db8::1"],
  ["s3.amazonaws.com", "s3.amazonaws.com"],
])("the address %s is %s", (sourceIPAddress, sourceIp) => {
  expect(readVendorAct({ ...getObjectRecord, sourceIPAddress })?.sourceIp).toBe(sourceIp);
});

describe("no record", () => {
  test.each([
    [undefined],
    [null],
    ["text"],
    [[getObjectRecord]],
    [{}],
    [{ foo: 1 }],
    [envelope(getObjectRecord, { source: "made.up" })],
    [envelope(getObjectRecord, { "detail-type": "EC2 Instance State-change Notification" })],
    [envelope({})],
  ])("%#", (input) => expect(readVendorAct(input)).toBeUndefined());
});

describe("a broken record names its field", () => {
  test.each([
    ["eventTime", { eventTime: "yesterday" }],
    ["eventID", { eventID: undefined }],
    ["eventID", { eventID: 7 }],
    ["eventName", { eventName: "Get\nObject" }],
    ["eventSource", { eventSource: null }],
    ["awsRegion", { awsRegion: "" }],
    ["recipientAccountId", { recipientAccountId: "acme", userIdentity: {} }],
  ])("%s", (field, change) => {
    const read = () => readVendorAct({ ...getObjectRecord, ...change });
    expect(read).toThrow(PoisonRecord);
    expect(read).toThrow(new RegExp(`^${field}:`));
  });

  test("an envelope of another account", () => {
    expect(() => readVendorAct(envelope(getObjectRecord, { account: "444455556666" }))).toThrow(PoisonRecord);
  });
});

test("a request that CloudTrail cut off is told as such", () => {
  const omitted = { omitted: true, reason: "requestParameters too large" };
  expect(readVendorAct({ ...getObjectRecord, requestParameters: omitted })?.requestComplete).toBe(false);
  expect(readVendorAct({ ...getObjectRecord, requestParameters: null })?.requestComplete).toBe(false);
});

test("whatever comes: an act, nothing, or a poison record", () => {
  const field = fc.constantFrom(...Object.keys(getObjectRecord));
  fc.assert(
    fc.property(field, fc.anything(), (key, value) => {
      try {
        readVendorAct({ ...getObjectRecord, [key]: value });
      } catch (error) {
        expect(error).toBeInstanceOf(PoisonRecord);
      }
    }),
  );
});

const real = new URL("../../../shared/data/cloudtrail-real.jsonl", import.meta.url);
const onReal = existsSync(real) ? test : test.skip;
onReal("every one of 621 real records is read (skipped where ../shared/data is absent)", () => {
  const lines = readFileSync(real, "utf8").trim().split("\n");
  const acts = lines.map((line) => readVendorAct((JSON.parse(line) as { event: unknown }).event));
  expect(acts).toHaveLength(621);
  expect(acts).not.toContain(undefined);
});
