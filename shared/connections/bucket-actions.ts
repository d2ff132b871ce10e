/** What reading and writing a bucket's objects needs: of a session's policy and of a bucket's. */
export const reading = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"];

/** A version itself stays, as does who may read: neither s3:DeleteObjectVersion nor an ACL is ever given. */
export const writing = [
  "s3:PutObject",
  "s3:PutObjectTagging",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
];

export const listing = ["s3:ListBucket", "s3:ListBucketVersions"];

/** Uploads under way are listed for the whole bucket: IAM has no prefix for it. */
export const uploading = ["s3:ListBucketMultipartUploads"];
