import { expect, test } from "@jest/globals";
import { expand, isWildcard } from "./expand.ts";

const names = { s3: "GetObject PutObject ListBucket" };

test.each([
  ["s3:*Object", ["s3:GetObject", "s3:PutObject"]],
  ["S3:getobject", ["s3:GetObject"]],
  ["s3:?etObject", ["s3:GetObject"]],
  ["s3:GetObjects", []],
  ["ec2:Describe*", undefined],
  ["*", undefined],
  ["s*:GetObject", undefined],
  ["constructor:toString", undefined],
])("%s", (pattern, caught) => {
  expect(expand(pattern, names)).toEqual(caught);
});

test.each([
  ["s3:Get*", true],
  ["s3:?et", true],
  ["s3:GetObject", false],
])("%s is a wildcard: %s", (pattern, is) => expect(isWildcard(pattern)).toBe(is));
