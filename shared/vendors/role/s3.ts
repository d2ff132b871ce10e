import type { BucketScope } from "../../model/contract.ts";
import type { Grant } from "./grant.ts";
import { globalRegion } from "./limits.ts";
import { all, type Conditions, type RolePlace, type StatementJson } from "./policy-json.ts";

const reading = ["s3:GetObject"];

/** Deleting makes a marker in a versioned bucket: a version itself stays, s3:DeleteObjectVersion is never given. */
const writing = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

/**
 * Of a bucket that the vendor makes. Whatever could open it to others is not here: its policy, ACLs, ownership, public access
 * block, replication, website. New buckets are closed to the public.
 */
const configuring = [
  "s3:DeleteBucket",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
];

/**
 * The contract's buckets. Each name is pinned to this account: where a bucket was deleted, anybody may take its name, and the
 * vendor's data would go there.
 */
export const s3: Grant = ({ buckets, regions }, place) => [
  ...buckets.flatMap((scope, index) => forScope(scope, index, place)),
  ...buckets.filter(({ madeBy }) => madeBy === "vendor").map((scope) => creation(scope, regions, place)),
];

const owned = ({ account }: RolePlace): Conditions => ({ StringEquals: { "s3:ResourceAccount": account } });

const forScope = (scope: BucketScope, index: number, place: RolePlace): readonly StatementJson[] => {
  const { bucket, prefix, access, madeBy } = scope;
  const arn = `arn:${place.partition}:s3:::${bucket}`;
  const allow = (Sid: string, Action: readonly string[], Resource: string, more?: Conditions): StatementJson => ({
    Sid: `${Sid}${index}`,
    Effect: "Allow",
    Action,
    Resource: [Resource],
    Condition: all(owned(place), more),
  });
  const isWhole = prefix === "";
  // Uploads under way are listed for the whole bucket: IAM has no prefix for it.
  const whole = access === "write" && isWhole ? ["s3:ListBucketMultipartUploads"] : [];
  return [
    allow("Bucket", ["s3:GetBucketLocation", ...whole, ...(madeBy === "vendor" ? configuring : [])], arn),
    allow("List", ["s3:ListBucket"], arn, isWhole ? undefined : { StringLike: { "s3:prefix": `${prefix}*` } }),
    allow("Objects", access === "write" ? [...reading, ...writing] : reading, `${arn}/${prefix}*`),
  ];
};

/**
 * S3's endpoint in us-east-1, which is open for global calls, makes buckets anywhere: where is in the request. Only a bucket
 * of us-east-1 itself names no place.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
const creation = ({ bucket }: BucketScope, regions: readonly string[], { partition }: RolePlace): StatementJson => {
  const operator = regions.includes(globalRegion(regions)) ? "StringEqualsIfExists" : "StringEquals";
  return {
    Sid: "CreateBucket",
    Effect: "Allow",
    Action: ["s3:CreateBucket"],
    Resource: [`arn:${partition}:s3:::${bucket}`],
    Condition: { [operator]: { "s3:locationconstraint": regions } },
  };
};
