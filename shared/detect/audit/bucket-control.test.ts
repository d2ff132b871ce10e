import { expect, test } from "@jest/globals";
import { bucketControl } from "./bucket-control.ts";
import { allow, answerOf, boundaryOf, bucket, deny, foundBy, holding, seenRole } from "./support/fixtures.ts";

const made = { buckets: [{ bucket: "auger-*", prefix: "", access: "write", madeBy: "vendor" }] } as const;
const unregistered = { contract: "none" } as const;

test.each([
  ["objects only", seenRole(), "clean"],
  ["everything of its bucket", holding([allow("s3:*", [bucket, `${bucket}/*`])]), ["high extra 0"]],
  ["all that begins with Put", holding([allow("s3:Put*", [bucket, `${bucket}/*`])]), ["high extra 0"]],
  ["the bucket's policy", holding([allow("s3:PutBucketPolicy", bucket)]), ["high extra 0"]],
  ["replication", holding([allow("s3:PutReplicationConfiguration", bucket)]), ["high extra 0"]],
  ["old versions", holding([allow("s3:DeleteObjectVersion", `${bucket}/*`)]), ["high extra 0"]],
  ["objects by patterns", holding([allow(["s3:GetObject*", "s3:List*"], [bucket, `${bucket}/*`])]), "clean"],
  ["on objects where buckets are meant", holding([allow("s3:PutBucketPolicy", `${bucket}/*`)]), "clean"],
  ["nobody registered it", holding([allow("s3:PutBucketAcl")], unregistered), ["high extra 0"]],
  [
    "buckets of its own making",
    holding([allow(["s3:CreateBucket", "s3:PutEncryptionConfiguration"], "arn:aws:s3:::auger-*")], { contract: made }),
    "clean",
  ],
  [
    "and who may read them",
    holding([allow("s3:PutBucketPolicy", "arn:aws:s3:::auger-*")], { contract: made }),
    ["high extra 0"],
  ],
  [
    "denied again",
    holding([
      allow("s3:*", [bucket, `${bucket}/*`]),
      deny("s3:*Bucket*"),
      deny(["s3:Put*", "s3:DeleteObjectVersion", "s3:Bypass*", "s3:ObjectOwner*", "s3:Create*"]),
    ]),
    "clean",
  ],
  [
    "cut by the boundary",
    holding([allow("s3:*", bucket)], { role: boundaryOf(allow(["s3:GetObject", "s3:ListBucket"])) }),
    "clean",
  ],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(bucketControl, seen)).toEqual(expected);
});

test("the statement with what objects need", () => {
  const { fixed } = foundBy(bucketControl, holding([allow("s3:*", `${bucket}/*`)]));
  expect(JSON.parse(fixed ?? "").Action).toEqual(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]);
});
