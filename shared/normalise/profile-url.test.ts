import { expect, test } from "@jest/globals";
import { PoisonRecord } from "../model/errors.ts";
import { trainingJobRecord } from "./fixtures.ts";
import { normalise } from "./index.ts";

const record = (change: object = {}) => ({
  ...trainingJobRecord(),
  eventName: "CreatePresignedDomainUrl",
  requestParameters: { domainId: "d-abc123", userProfileName: "alice", expiresInSeconds: 60 },
  responseElements: null,
  ...change,
});

const arn = "arn:aws:sagemaker:us-east-1:123456789012:user-profile/d-abc123/alice";

test("a request that was granted", () => {
  const [asked, ...more] = normalise(record());
  expect(more).toEqual([]);
  expect(asked).toMatchObject({ type: "profile-url", resource: { arn, kind: "UserProfile" }, account: "123456789012" });
  expect(asked).not.toHaveProperty("refused");
});

test.each([
  [{ errorCode: "AccessDenied", errorMessage: "no" }, "AccessDenied"],
  [{ errorMessage: "no" }, "no"],
])("one that was refused keeps why: %j", (change, refused) => {
  expect(normalise(record(change))).toMatchObject([{ type: "profile-url", refused }]);
});

test("what names no profile is nobody's when it was refused, and poison when it was granted", () => {
  const requestParameters = { domainId: "d-abc123", userProfileName: "../bob" };
  expect(normalise(record({ requestParameters, errorCode: "ValidationException" }))).toEqual([]);
  expect(() => normalise(record({ requestParameters }))).toThrow(PoisonRecord);
  expect(normalise(record({ requestParameters: null, errorCode: "AccessDenied" }))).toEqual([]);
});

test("another service's call of that name is none", () => {
  expect(normalise(record({ eventSource: "amplify.amazonaws.com" }))).toEqual([]);
});

test("an event from another place than the record's is not AWS's", () => {
  const event = (change: object) => ({
    ...{ source: "aws.sagemaker", "detail-type": "AWS API Call via CloudTrail", account: "123456789012" },
    ...{ region: "us-east-1", detail: record() },
    ...change,
  });
  expect(normalise(event({}))).toHaveLength(1);
  expect(() => normalise(event({ account: "999999999999" }))).toThrow(PoisonRecord);
});
