import { allow, bucketArn, objectsOf } from "../parts.ts";
import { allowing, deny, type Right } from "./right.ts";

/** Buckets and prefixes as the contract says, whatever it looks like. */
export const bucketRights: readonly Right[] = [
  { title: "as it should be", change: () => ({}) },
  {
    title: "reading only",
    change: (parts) => ({
      contract: { ...parts.contract, bucket: [{ bucket: parts.bucket, access: "read" }] },
      inline: {
        contract: [
          allow(["s3:GetObject", "s3:GetObjectVersion"], `${bucketArn(parts)}/*`),
          allow("s3:ListBucket", bucketArn(parts)),
        ],
      },
    }),
  },
  {
    title: "a prefix, listed by a condition",
    change: (parts) => ({
      contract: { ...parts.contract, bucket: [{ bucket: parts.bucket, prefix: "exports/", access: "read" }] },
      inline: {
        contract: [
          allow("s3:GetObject", `${bucketArn(parts)}/exports/*`),
          allow("s3:ListBucket", bucketArn(parts), { StringLike: { "s3:prefix": ["exports/*"] } }),
        ],
      },
    }),
  },
  {
    title: "a prefix, and less than it",
    change: (parts) => ({
      contract: { ...parts.contract, bucket: [{ bucket: parts.bucket, prefix: "exports/", access: "write" }] },
      inline: { contract: [allow(["s3:GetObject", "s3:PutObject"], `${bucketArn(parts)}/exports/daily/*`)] },
    }),
  },
  {
    title: "two buckets of the contract",
    change: (parts) => ({
      contract: {
        ...parts.contract,
        bucket: [
          { bucket: parts.bucket, access: "write" },
          { bucket: `${parts.bucket}-in`, access: "read" },
        ],
      },
      inline: { ...parts.inline, second: [allow("s3:GetObject", `${bucketArn(parts)}-in/*`)] },
    }),
  },
  {
    title: "buckets that it makes",
    change: (parts) => ({
      contract: { ...parts.contract, bucket: { create: "vendor", pattern: `${parts.vendor}-*` } },
      inline: {
        contract: [
          ...objectsOf(`${parts.vendor}-*`),
          allow(["s3:CreateBucket", "s3:PutEncryptionConfiguration"], `arn:aws:s3:::${parts.vendor}-*`),
        ],
      },
      boundary: undefined,
    }),
  },
  allowing("patterns of reading", (parts) => [
    allow(["s3:Get*", "s3:List*"], [bucketArn(parts), `${bucketArn(parts)}/*`]),
  ]),
  allowing("names of all buckets", () => [allow(["s3:ListAllMyBuckets", "s3:GetBucketLocation"])]),
  allowing("all objects, denied for all but its own", (parts) => [
    allow(["s3:GetObject", "s3:PutObject"]),
    deny("s3:*", { NotResource: [bucketArn(parts), `${bucketArn(parts)}/*`] }),
  ]),
  allowing("another bucket, denied again", () => [
    allow("s3:GetObject", "arn:aws:s3:::payroll-2026/*"),
    deny("s3:*", { Resource: ["arn:aws:s3:::payroll-2026", "arn:aws:s3:::payroll-2026/*"] }),
  ]),
  allowing("everything of its bucket, without what controls it", (parts) => [
    allow("s3:*", `${bucketArn(parts)}/*`),
    deny(["s3:DeleteObjectVersion", "s3:Bypass*", "s3:PutObject?*", "s3:ObjectOwner*", "s3:Put*Configuration"], {
      Resource: "*",
    }),
  ]),
  allowing("a wide statement until a day that has passed", () => [
    allow("s3:*", "*", { DateLessThan: { "aws:CurrentTime": "2026-06-30T00:00:00Z" } }),
  ]),
  { title: "everything, within a boundary", change: () => ({ inline: { all: [allow("*")] } }) },
  {
    title: "AdministratorAccess within a boundary",
    change: () => ({ attached: [{ arn: "arn:aws:iam::aws:policy/AdministratorAccess", statements: [allow("*")] }] }),
  },
  {
    title: "AmazonS3FullAccess within a boundary, by its name",
    change: () => ({ attached: [{ arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" }] }),
  },
  {
    title: "all but IAM, within a boundary",
    change: () => ({ inline: { all: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }] } }),
  },
  { title: "no boundary, and no need of one", change: () => ({ boundary: undefined }) },
];
