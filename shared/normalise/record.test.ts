import { describe, expect, test } from "@jest/globals";
import { trainingJobRecord } from "./fixtures.ts";
import { hasFailed, partitionOf, readRecorded, readRequest } from "./record.ts";

test.each([
  ["us-east-1", "aws"],
  ["ap-southeast-7", "aws"],
  ["eu-west-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["us-isof-south-1", "aws-iso-f"],
  ["eu-isoe-west-1", "aws-iso-e"],
  ["eusc-de-east-1", "aws-eusc"],
])("%s lies in %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
  expect(readRecorded({ ...trainingJobRecord(), awsRegion: region })).toMatchObject({ region, partition });
});

test.each([
  [{}, false],
  [{ errorCode: null, errorMessage: null }, false],
  [{ responseElements: null }, false],
  [{ errorCode: "AccessDenied" }, true],
  [{ errorMessage: "Failed authentication" }, true],
  [{ errorCode: "" }, true],
])("hasFailed %j", (record, failed) => {
  expect(hasFailed(record)).toBe(failed);
});

describe("the account", () => {
  test("is the recipient's, not the caller's", () => {
    const record = { ...trainingJobRecord(), userIdentity: { accountId: "999999999999" } };
    expect(readRecorded(record).account).toBe("123456789012");
  });
  test("is the caller's where the record names no recipient", () => {
    const { recipientAccountId: _, ...record } = trainingJobRecord();
    expect(readRecorded(record).account).toBe("123456789012");
  });
  test("is needed", () => {
    const { recipientAccountId: _, ...record } = trainingJobRecord();
    expect(() => readRecorded({ ...record, userIdentity: {} })).toThrow("recipientAccountId: expected");
  });
});

test.each([
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1, omitted: true }, { a: 1, omitted: true }, false],
  ['{"a":1}', { a: 1 }, false],
  ['{"a":', {}, false],
  ["5", {}, false],
  [null, {}, false],
  [undefined, {}, false],
  [[1], {}, false],
])("readRequest %j", (requestParameters, request, complete) => {
  expect(readRequest({ requestParameters })).toEqual({ request, complete });
});
