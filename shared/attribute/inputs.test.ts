import { expect, test } from "@jest/globals";
import { account, place, roleArn, sageMakerArn } from "./fixtures.ts";
import { accountOf, isProfileName, isRegion, roleResource, sageMakerResource } from "./inputs.ts";

test.each([
  [sageMakerArn("training-job/a"), "training-job/a"],
  [sageMakerArn("training-job/a", "999988887777"), undefined],
  [sageMakerArn("training-job/a", account, "eu-west-1"), undefined],
  [sageMakerArn("training-job/a").replace("aws", "aws-cn"), undefined],
  [sageMakerArn("training-job/a").replace("sagemaker", "s3"), undefined],
  [sageMakerArn("training-job/a b"), undefined],
  [sageMakerArn("a".repeat(3000)), undefined],
  ["", undefined],
])("a SageMaker resource: %s", (arn, expected) => {
  expect(sageMakerResource(arn, place)).toBe(expected);
});

test.each([
  [roleArn("a"), "role/a"],
  [roleArn("a", "999988887777"), undefined],
  [roleArn("a").replace("role", "user"), undefined],
  [roleArn("a").replace("iam::", "iam:us-east-1:"), undefined],
  [undefined, undefined],
])("a role: %s", (arn, expected) => {
  expect(roleResource(arn, place)).toBe(expected);
});

test.each([
  [{ type: "IAMUser", account }, account],
  [{ type: "IAMUser", arn: `arn:aws:iam::${account}:user/a` }, account],
  [{ type: "AWSService" }, undefined],
  [{ type: "AWSService", arn: "arn:aws:s3:::bucket" }, undefined],
])("the account of %j", (principal, expected) => {
  expect(accountOf(principal)).toBe(expected);
});

test.each([
  ["us-east-1", true],
  ["us-gov-west-1", true],
  ["cn-northwest-1", true],
  ["eusc-de-east-1", true],
  ["us-east-1/", false],
  ["", false],
])("%s is a region: %s", (text, expected) => {
  expect(isRegion(text)).toBe(expected);
});

test.each([
  ["alice", true],
  ["a--b-1", true],
  ["a_b", false],
  ["-a", false],
  ["a-", false],
])("%s is a profile's name: %s", (text, expected) => {
  expect(isProfileName(text)).toBe(expected);
});
