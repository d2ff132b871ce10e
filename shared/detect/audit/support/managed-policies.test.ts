import { expect, test } from "@jest/globals";
import { awsPolicy } from "./fixtures.ts";
import { knownDocument, widthOf } from "./managed-policies.ts";

test.each([
  [awsPolicy("AdministratorAccess"), "wide"],
  [awsPolicy("job-function/DataScientist"), "wide"],
  [awsPolicy("AmazonKinesisFullAccess"), "wide"],
  [awsPolicy("AWSCodePipeline_FullAccess"), "wide"],
  ["arn:aws-cn:iam::aws:policy/AmazonS3FullAccess", "wide"],
  [awsPolicy("SecurityAudit"), "narrow"],
  [awsPolicy("AWSLambdaBasicExecutionRole"), undefined],
  ["arn:aws:iam::111122223333:policy/AdministratorAccess", undefined],
  [awsPolicy("constructor"), undefined],
] as const)("%s is %s", (arn, width) => {
  expect(widthOf(arn)).toBe(width);
});

test("documents are read once, and are sound", () => {
  const document = knownDocument(awsPolicy("PowerUserAccess"));
  expect(document).toBe(knownDocument(awsPolicy("PowerUserAccess")));
  expect(document?.problems).toEqual([]);
  expect(knownDocument(awsPolicy("AmazonKinesisFullAccess"))).toBeUndefined();
});
