import { expect, test } from "@jest/globals";
import { actOf, callRecord, getObjectRecord, role, sessionKey } from "../../vendors/watch/example-acts.ts";
import { evidenceCall } from "./evidence-call.ts";

test("who, what, from where, and the object", () => {
  expect(evidenceCall(actOf(getObjectRecord))).toEqual({
    at: "2026-07-01T10:05:00Z",
    eventId: getObjectRecord.eventID,
    eventName: "GetObject",
    eventSource: "s3.amazonaws.com",
    region: "eu-west-1",
    sourceIp: "198.51.100.7",
    by: "arn:aws:sts::111122223333:assumed-role/vendor-auger/auger-7",
    accessKeyId: sessionKey,
    errorCode: undefined,
    touched: ["arn:aws:s3:::auger-acmeorg/in/data.csv"],
  });
});

test("ARNs of the request and of the record's resources, and what was made", () => {
  const record = callRecord(
    "iam",
    "CreateRole",
    { roleName: "door", permissionsBoundary: "arn:aws:iam::111122223333:policy/b", tags: [{ value: role }] },
    {
      responseElements: { role: { arn: "arn:aws:iam::111122223333:role/door" } },
      resources: [{ ARN: "arn:aws:iam::111122223333:role/x" }],
    },
  );
  expect(evidenceCall(actOf(record))).toMatchObject({
    touched: ["arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:policy/b", role],
    made: [{ type: "role", id: "arn:aws:iam::111122223333:role/door" }],
  });
});

test("nothing else of the request: it may be a secret", () => {
  const record = callRecord("sts", "AssumeRole", { roleArn: role, externalId: "an-external-id", x: "arn: no ARN" });
  expect(JSON.stringify(evidenceCall(actOf(record)))).not.toMatch(/external-id|no ARN/);
});

test.each([
  [{ errorCode: "AccessDenied" }, "AccessDenied"],
  [{ errorMessage: "it did not work" }, "Failed"],
])("what failed says so, and made nothing: %p", (change, errorCode) => {
  const call = evidenceCall(actOf(callRecord("iam", "CreateUser", { userName: "x" }, change)));
  expect(call.errorCode).toBe(errorCode);
  expect(call.made).toBeUndefined();
});
