import { expect, test } from "@jest/globals";
import { contractWith, place } from "./fixture.ts";
import { kms } from "./kms.ts";

test("keys are used through S3, for the contract's buckets", () => {
  const bucket = [{ bucket: "lake", prefix: "exports/" }];
  expect(kms(contractWith({ bucket, regions: ["us-east-1", "eu-west-1"] }), place)).toEqual([
    {
      Sid: "KeysOfBuckets",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: ["arn:aws:kms:*:111122223333:key/*"],
      Condition: {
        StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"] },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/exports/*"] },
      },
    },
  ]);
});

test("whoever writes makes data keys, too", () => {
  expect(kms(contractWith(), place)[0]?.Action).toEqual(["kms:Decrypt", "kms:GenerateDataKey"]);
});

test("without buckets there is nothing to decrypt", () => {
  expect(kms(contractWith({ bucket: undefined }), place)).toEqual([]);
});
