import { expect, test } from "@jest/globals";
import { allowedPatterns, dataReading, isReading, serviceOf } from "./actions.ts";
import { allow, deny, inline, seenRole } from "./fixtures.ts";

test.each([
  ["s3:GetObject", true],
  ["ec2:Describe*", true],
  ["dynamodb:BatchGetItem", true],
  ["iam:GenerateCredentialReport", true],
  ["s3:PutObject", false],
  ["s3:*", false],
  ["*", false],
] as const)("%s reads: %s", (action, expected) => {
  expect(isReading(action)).toBe(expected);
});

test("a service's prefix", () => {
  expect(["S3:GetObject", "*", "ec2:*"].map(serviceOf)).toEqual(["s3", "*", "ec2"]);
});

test("what is allowed, as it is written, once", () => {
  const policies = [inline("a", allow(["s3:Get*", "s3:Get*"]), deny("ec2:*")), inline("b", allow("rds:*"))];
  expect(allowedPatterns(seenRole({ role: { policies } }))).toEqual(["s3:Get*", "rds:*"]);
});

test("reading of data is named by action", () => {
  expect(dataReading.filter((action) => !/^[a-z0-9-]+:[A-Za-z]+$/.test(action))).toEqual([]);
});
