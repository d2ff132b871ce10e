import { expect, test } from "@jest/globals";
import {
  callRecord,
  getObjectRecord,
  seenOf,
  settingsWith,
  vendorIdentity,
  vendorSettings,
} from "../../vendors/watch/example-acts.ts";
import { serviceOutsideContract } from "./service-outside-contract.ts";

const look = (record: object, seen: Parameters<typeof seenOf>[1] = {}) => {
  const shown = seenOf(record, { how: "session", ...seen });
  const told = serviceOutsideContract.detect(shown);
  return told?.length ? [told[0], serviceOutsideContract.severityOf?.(shown)] : told;
};
const secret = callRecord("secretsmanager", "GetSecretValue");

test("another service", () => {
  expect(look(callRecord("ec2", "DescribeInstances"))).toEqual([
    "ec2:DescribeInstances; the contract names s3",
    "high",
  ]);
});
test("denied: medium", () => {
  expect(look(callRecord("ec2", "RunInstances", {}, { errorCode: "Client.UnauthorizedOperation" }))).toEqual([
    expect.stringContaining("which failed"),
    "medium",
  ]);
});
test("the service of the contract", () => expect(look(getObjectRecord)).toEqual([]));
test("the key of an encrypted object, for S3, though the record names no service", () => {
  const key = (context: object) => callRecord("kms", "Decrypt", { encryptionContext: context });
  expect(look(key({ "aws:s3:arn": "arn:aws:s3:::auger-acmeorg/x" }))).toEqual([]);
  expect(
    look(key({ "aws:s3:arn": "arn:aws:s3:::auger-acmeorg/x" }), { settings: vendorSettings({ services: ["ec2"] }) }),
  ).toEqual([expect.anything(), "high"]);
  expect(look(key({}))).toEqual([expect.anything(), "high"]);
});
test("secrets, only where the contract names some", () => {
  const settings = vendorSettings({ secrets: ["arn:aws:secretsmanager:*:*:secret:x-*"] });
  expect(look(secret, { settings })).toEqual([]);
  expect(look(secret)).toEqual([expect.anything(), "high"]);
});

test.each([
  ["STS", callRecord("sts", "GetCallerIdentity"), {}],
  ["the console", callRecord("signin", "GetSigninToken"), {}],
  [
    "a service for the session",
    callRecord("kms", "Decrypt", {}, { userIdentity: { ...vendorIdentity, invokedBy: "AWS Internal" } }),
    {},
  ],
  ["what a chained session does", callRecord("ec2", "RunInstances"), { how: "chained" }],
  ["no contract", callRecord("ec2", "RunInstances"), { settings: settingsWith({}) }],
] as const)("does not concern %s", (_what, record, seen) => expect(look(record, seen)).toBeUndefined());
