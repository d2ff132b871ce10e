import { expect, test } from "@jest/globals";
import { bucketNotInContract } from "./bucket-not-in-contract.ts";
import { allow, answerOf, boundaryOf, bucket, deny, foundBy, holding, seenRole } from "./support/fixtures.ts";

const ours = [bucket, `${bucket}/*`];
const denyOthers = { Effect: "Deny", Action: "s3:*", NotResource: ours };
const pattern = { buckets: [{ bucket: "auger-*", prefix: "", access: "write", madeBy: "vendor" }] } as const;

test.each([
  ["its bucket", seenRole(), "clean"],
  ["nobody registered it", seenRole({ contract: "none" }), "not-applicable"],
  ["another bucket", holding([allow("s3:GetObject", "arn:aws:s3:::payroll/*")]), ["high extra 0"]],
  ["all buckets", holding([allow("s3:Get*")]), ["high extra 0"]],
  ["every bucket that begins so", holding([allow("s3:GetObject", `${bucket}*`)]), ["high extra 0"]],
  ["every bucket that begins so, with a slash", holding([allow("s3:GetObject", `${bucket}*/*`)]), ["high extra 0"]],
  ["names of keys elsewhere", holding([allow("s3:ListBucket", "arn:aws:s3:::payroll")]), ["medium extra 0"]],
  [
    "a variable in the bucket's name",
    holding([allow("s3:GetObject", `arn:aws:s3:::\${aws:PrincipalTag/team}/*`)]),
    ["high extra 0"],
  ],
  ["a variable in the key", holding([allow("s3:GetObject", `${bucket}/\${aws:PrincipalTag/team}/*`)]), "clean"],
  ["an action on objects, on the bucket's name", holding([allow("s3:GetObject", "arn:aws:s3:::payroll")]), "clean"],
  ["names of all buckets", holding([allow(["s3:ListAllMyBuckets", "s3:GetBucketLocation"])]), "clean"],
  [
    "buckets of its own making",
    holding([allow("s3:PutObject", "arn:aws:s3:::auger-models/*")], { contract: pattern }),
    "clean",
  ],
  [
    "not of its making",
    holding([allow("s3:PutObject", "arn:aws:s3:::aug*/*")], { contract: pattern }),
    ["high extra 0"],
  ],
  ["denied for all but its own", holding([allow("s3:GetObject"), denyOthers]), "clean"],
  ["denied for one other", holding([allow("s3:GetObject"), deny("s3:*", "arn:aws:s3:::payroll/*")]), ["high extra 0"]],
  [
    "cut by the boundary",
    holding([allow("s3:*")], { role: boundaryOf(allow("s3:GetObject", `${bucket}/*`)) }),
    "clean",
  ],
  [
    "by its tag",
    holding([allow("s3:GetObject", "*", { StringEquals: { "s3:ExistingObjectTag/vendor": "auger" } })]),
    "clean",
  ],
  [
    "by any tag",
    holding([allow("s3:GetObject", "*", { StringLike: { "s3:ExistingObjectTag/vendor": "*" } })]),
    ["high extra 0"],
  ],
  [
    "until a day that has passed",
    holding([allow("s3:GetObject", "*", { DateLessThan: { "aws:CurrentTime": "2026-12-31T00:00:00Z" } })]),
    "clean",
  ],
  [
    "until a day to come",
    holding([allow("s3:GetObject", "*", { DateLessThan: { "aws:CurrentTime": "2027-12-31T00:00:00Z" } })]),
    ["high extra 0"],
  ],
  ["a contract that names no bucket", seenRole({ contract: { buckets: [] } }), ["low contract 0", "low contract 1"]],
  [
    "no bucket, and all of them",
    holding([allow("s3:GetObject")], { contract: { buckets: [] }, role: { policies: [] } }),
    ["high extra 0"],
  ],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(bucketNotInContract, seen)).toEqual(expected);
});

test("the statement with the contract's bucket", () => {
  const { fixed } = foundBy(bucketNotInContract, holding([allow("s3:GetObject")]));
  expect(JSON.parse(fixed ?? "").Resource).toEqual(ours);
});
