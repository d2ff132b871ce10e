import { expect, test } from "@jest/globals";
import { allow, deny } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { deadPair } from "./dead-pair.ts";

const bucket = "arn:aws:s3:::shared";
const object = `${bucket}/\${aws:PrincipalTag/team}/*`;

test.each([
  ["objects of a bucket's ARN", allow(["s3:GetObject", "s3:ListBucket"], bucket), ["s3:GetObject"]],
  ["a bucket of an object's ARN", allow(["s3:GetObject", "s3:ListBucket"], object), ["s3:ListBucket"]],
  ["all buckets of one", allow("s3:ListAllMyBuckets", bucket), ["s3:ListAllMyBuckets"]],
  [
    "what takes no resource, for the team's",
    deny("sagemaker:Search", "arn:aws:sagemaker:*:*:model/*"),
    ["sagemaker:Search"],
  ],
  ["another type", deny("sagemaker:DeleteModel", "arn:aws:sagemaker:*:*:endpoint/*"), ["sagemaker:DeleteModel"]],
  ["all that a wildcard catches", allow("sagemaker:*Space", "arn:aws:sagemaker:*:*:app/*"), ["sagemaker:*Space"]],
  ["some of what it catches", allow("sagemaker:Delete*", "arn:aws:sagemaker:*:*:app/*"), []],
  ["both ARNs", allow(["s3:GetObject", "s3:ListBucket"], [bucket, object]), []],
  ["anything", allow("s3:ListAllMyBuckets", "*"), []],
  ["a bucket by pattern", allow("s3:ListBucket", "arn:aws:s3:::team-*"), []],
  ["only the name is known", allow("ec2:RunInstances", bucket), []],
  ["NotResource", { Effect: "Allow", Action: "s3:GetObject", NotResource: bucket }, []],
] as const)("%s", (_, statement, dead) => {
  expect(saidBy(deadPair, [statement]).map((each) => each.split(" ", 1)[0])).toEqual(dead);
});
