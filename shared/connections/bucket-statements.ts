import { listing, reading, uploading, writing } from "./bucket-actions.ts";
import { allow, type CapStatement, type Grant, keysThrough } from "./statement.ts";
import type { BucketTarget } from "./target.ts";

/** Keys are text to S3, but a client that makes files or paths of them goes up by `..`. */
const upwards = ["*/../*", "*/.."];

/** A bucket, or one folder of it. */
export const bucketStatements: Grant<BucketTarget> = ({ bucket, prefix }, access, { partition }) => {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const isWhole = prefix === "";
  const uploads = access === "write" && isWhole ? uploading : [];
  return [
    allow(access === "write" ? [...reading, ...writing] : reading, [`${arn}/${prefix}*`]),
    allow(["s3:GetBucketLocation", ...uploads, ...(isWhole ? listing : [])], [arn]),
    ...(isWhole ? [] : within(arn, prefix)),
    keysThrough("s3", access),
  ];
};

/**
 * `aws s3 ls s3://bucket/sales` asks for the prefix without its `/`. With the delimiter it is answered with the name of each folder that begins so,
 * without it with all keys in them.
 */
const within = (arn: string, prefix: string): readonly CapStatement[] => [
  allow(listing, [arn], {
    StringLike: { "s3:prefix": `${prefix}*` },
    StringNotLike: { "s3:prefix": upwards },
  }),
  allow(["s3:ListBucket"], [arn], { StringEquals: { "s3:prefix": prefix.slice(0, -1), "s3:delimiter": "/" } }),
  { Effect: "Deny", Action: ["s3:*"], Resource: upwards.map((path) => `${arn}/${path}`) },
];
