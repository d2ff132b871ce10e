import { allow, bucketArn, type Parts } from "../parts.ts";
import { allowing, type Flaw } from "./flaw.ts";

const read = { bucket: (parts: Parts) => [{ bucket: parts.bucket, access: "read" }] };

/** Buckets, prefixes and writing beyond the contract. */
export const bucketFlaws: readonly Flaw[] = [
  allowing("another bucket", () => [allow("s3:GetObject", "arn:aws:s3:::payroll-2026/*")], "bucket-not-in-contract"),
  allowing("every bucket", () => [allow(["s3:GetObject", "s3:ListBucket"])], "bucket-not-in-contract"),
  allowing(
    "every bucket that begins so",
    (parts) => [allow("s3:GetObject", `${bucketArn(parts)}*`)],
    "bucket-not-in-contract",
  ),
  allowing(
    "names of keys in another bucket",
    () => [allow("s3:ListBucket", "arn:aws:s3:::payroll-2026")],
    "bucket-not-in-contract",
  ),
  allowing(
    "another bucket behind a Deny for a third",
    () => [
      allow("s3:PutObject", "arn:aws:s3:::logs-2026/*"),
      { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::payroll-2026/*" },
    ],
    "bucket-not-in-contract",
  ),
  allowing(
    "everything of its bucket",
    (parts) => [allow("s3:*", [bucketArn(parts), `${bucketArn(parts)}/*`])],
    "bucket-control",
  ),
  allowing("the policy of its bucket", (parts) => [allow("s3:PutBucketPolicy", bucketArn(parts))], "bucket-control"),
  allowing("old versions", (parts) => [allow("s3:DeleteObjectVersion", `${bucketArn(parts)}/*`)], "bucket-control"),
  allowing(
    "replication to elsewhere",
    (parts) => [allow("s3:PutReplicationConfiguration", bucketArn(parts))],
    "bucket-control",
  ),
  {
    title: "writing where the contract says read",
    break: (parts) => ({ contract: { ...parts.contract, bucket: read.bucket(parts) } }),
    expected: ["write-not-in-contract"],
  },
  {
    title: "deleting where the contract says read",
    break: (parts) => ({
      contract: { ...parts.contract, bucket: read.bucket(parts) },
      inline: { contract: [allow(["s3:GetObject", "s3:DeleteObject"], `${bucketArn(parts)}/*`)] },
    }),
    expected: ["write-not-in-contract"],
  },
  {
    title: "the whole bucket where the contract has a prefix",
    break: (parts) => ({
      contract: { ...parts.contract, bucket: [{ bucket: parts.bucket, prefix: "exports/", access: "write" }] },
    }),
    expected: ["prefix-not-in-contract"],
  },
  {
    title: "what begins like the prefix",
    break: (parts) => ({
      contract: { ...parts.contract, bucket: [{ bucket: parts.bucket, prefix: "exports/", access: "read" }] },
      inline: { contract: [allow("s3:GetObject", `${bucketArn(parts)}/exports*`)] },
    }),
    expected: ["prefix-not-in-contract"],
  },
];
