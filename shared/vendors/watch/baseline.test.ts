import { expect, test } from "@jest/globals";
import { callerOf, shownBy } from "./baseline.ts";
import { actOf, assumeRecord, callRecord, getObjectRecord, seenOf } from "./example-acts.ts";

const shown = (record: object) => {
  const { act, watched } = seenOf(record);
  return Object.fromEntries(shownBy(act, watched));
};

test("what a session shows of its role's habits", () => {
  expect(shown(getObjectRecord)).toEqual({
    address: "198.51.100.0/24",
    agent: "Boto3",
    service: "s3",
    action: "s3:GetObject",
    region: "eu-west-1",
    hour: "10",
    bucket: "auger-acmeorg",
  });
});

test("who takes the role, and no action of it", () => {
  expect(shown(assumeRecord)).toEqual({
    address: "198.51.100.0/24",
    agent: "Boto3",
    hour: "10",
    caller: "AWSAccount 999988887777 AROAVENDORSIDE",
  });
});

test("the role that a session takes", () => {
  const target = "arn:aws:iam::111122223333:role/hub-1";
  expect(shown(callRecord("sts", "AssumeRole", { roleArn: target }))).toMatchObject({ "target-role": target });
});

test("a service that calls for the session shows neither its address nor its agent", () => {
  const record = {
    ...getObjectRecord,
    userIdentity: { ...getObjectRecord.userIdentity, invokedBy: "athena.amazonaws.com" },
  };
  expect(shown(record)).not.toHaveProperty("address");
  expect(shown(record)).not.toHaveProperty("agent");
});

test("a service that takes the role", () => {
  const userIdentity = { type: "AWSService", invokedBy: "lambda.amazonaws.com" };
  expect(callerOf(actOf({ ...assumeRecord, userIdentity }))).toBe("AWSService lambda.amazonaws.com");
});
