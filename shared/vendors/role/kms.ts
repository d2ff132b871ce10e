import { allow, type Grant } from "./grant.ts";

/**
 * The keys of its buckets, through S3 only and for these buckets only: S3 gives the bucket's or the object's ARN as the
 * encryption context. Whether a key lets the role in is its own policy's word too.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
export const kms: Grant = ({ buckets, regions }, { partition, account }) => {
  if (buckets.length === 0) return [];
  const arns = buckets.flatMap(({ bucket, prefix }) => {
    const arn = `arn:${partition}:s3:::${bucket}`;
    return [arn, `${arn}/${prefix}*`];
  });
  const writes = buckets.some(({ access }) => access === "write");
  return [
    allow(
      "KeysOfBuckets",
      writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      [`arn:${partition}:kms:*:${account}:key/*`],
      {
        StringEquals: { "kms:ViaService": regions.map((region) => `s3.${region}.amazonaws.com`) },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": arns },
      },
    ),
  ];
};
