import { expect, test } from "@jest/globals";
import {
  bucketArns,
  isAccessPoint,
  isInBucket,
  isInPrefix,
  isOfBuckets,
  isOfObjects,
  objectArns,
  s3Actions,
} from "./s3.ts";

const scope = { bucket: "auger-acme", prefix: "exports/", access: "read", madeBy: "others" } as const;

test.each([
  // resource, objects, buckets, in the bucket, in the prefix
  ["*", true, true, false, false],
  ["arn:aws:s3:::auger-acme", false, true, true, false],
  ["arn:aws:s3:::auger-acme/*", true, false, true, false],
  ["arn:aws:s3:::auger-acme/exports/*", true, false, true, true],
  ["arn:aws:s3:::auger-acme/exports*", true, false, true, false],
  ["arn:aws:s3:::auger-acme*", true, true, false, false],
  ["arn:aws-cn:s3:::auger-acme/exports/a", true, false, true, true],
  ["arn:aws:s3:*:*:auger-acme/exports/a", true, false, true, true],
  [`arn:aws:s3:::auger-acme/\${aws:PrincipalTag/x}`, true, false, true, false],
  ["arn:aws:s3:::auger-acm?/exports/a", true, false, false, false],
] as const)("%s", (resource, objects, buckets, inBucket, inPrefix) => {
  expect([
    isOfObjects(resource),
    isOfBuckets(resource),
    isInBucket(resource, scope),
    isInPrefix(resource, scope),
  ]).toEqual([...[objects, buckets, inBucket, inPrefix]]);
});

test("ARNs of a contract's buckets", () => {
  expect(bucketArns([scope], "aws-cn")).toEqual(["arn:aws-cn:s3:::auger-acme"]);
  expect(objectArns([scope], "aws")).toEqual(["arn:aws:s3:::auger-acme/exports/*"]);
});

test("access points, and actions by what they do", () => {
  expect(isAccessPoint("arn:aws:s3:us-east-1:111122223333:accesspoint/x/object/*")).toBe(true);
  expect(isAccessPoint("arn:aws:s3:::accesspoint/x")).toBe(false);
  expect(s3Actions("list")).toContain("s3:ListBucket");
});
