import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatArn, lastPart, parseArn } from "./arn.ts";

test.each([
  [
    "arn:aws:sagemaker:us-east-1:111122223333:model-package/group/1",
    { service: "sagemaker", resource: "model-package/group/1" },
  ],
  ["arn:aws-cn:iam::111122223333:role/a/b", { partition: "aws-cn", region: "", resource: "role/a/b" }],
  ["arn:aws:sns:us-east-1:1:topic:sub", { resource: "topic:sub" }],
])("%s", (text, expected) => {
  expect(parseArn(text)).toMatchObject(expected);
});

test.each([
  "",
  "arn",
  "arn:aws:sagemaker:us-east-1:1",
  "arn:aws:sagemaker:us-east-1:1:",
  "urn:aws:s3:::bucket",
  "arn::s3:::bucket",
])("%j is no ARN", (text) => expect(parseArn(text)).toBeUndefined());

test("what parses formats back", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const arn = parseArn(`arn:aws:sagemaker:us-east-1:1:${text}`);
      if (arn) expect(formatArn(arn)).toBe(`arn:aws:sagemaker:us-east-1:1:${text}`);
    }),
  );
});

test("the last part is the name without its path", () => {
  expect([lastPart("arn:aws:iam::1:role/a/b"), lastPart("b")]).toEqual(["b", "b"]);
});
