import type { BucketScope } from "../../../model/contract.ts";
import { covers, overlaps } from "../../../policy/glob.ts";

/** What of S3 an action does. */
export type S3Work = "read" | "write" | "list" | "control" | "account";

const actions: Readonly<Record<S3Work, readonly string[]>> = {
  read: [
    ...["GetObject", "GetObjectVersion", "GetObjectTagging", "GetObjectVersionTagging", "GetObjectAttributes"],
    ...["GetObjectAcl", "GetObjectVersionAcl", "GetObjectTorrent", "GetObjectVersionForReplication", "RestoreObject"],
  ],
  write: [
    ...["PutObject", "DeleteObject", "PutObjectTagging", "DeleteObjectTagging", "ReplicateObject", "ReplicateDelete"],
    ...["PutObjectAcl", "PutObjectVersionAcl"],
  ],
  /** Names of keys, and what a client needs beside objects. */
  list: ["ListBucket", "ListBucketVersions"],
  control: [
    ...["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "PutBucketPublicAccessBlock"],
    ...[
      "PutReplicationConfiguration",
      "PutLifecycleConfiguration",
      "PutBucketVersioning",
      "PutEncryptionConfiguration",
    ],
    ...["PutBucketOwnershipControls", "PutBucketNotification", "PutBucketLogging", "PutBucketObjectLockConfiguration"],
    ...["PutInventoryConfiguration", "PutBucketWebsite", "PutBucketCORS", "DeleteBucket", "DeleteObjectVersion"],
    ...["BypassGovernanceRetention", "PutObjectRetention", "PutObjectLegalHold", "ObjectOwnerOverrideToBucketOwner"],
  ],
  account: ["PutAccountPublicAccessBlock", "CreateAccessPoint", "PutAccessPointPolicy", "CreateJob", "CreateBucket"],
};

export const s3Actions = (work: S3Work): readonly string[] => actions[work].map((name) => `s3:${name}`);

/** One text for one bucket, whatever the partition; `arn:aws:s3:*:*:bucket` means the same. */
const normal = (resource: string): string => resource.replace(/^arn:[^:]*:s3:[^:]*:[^:]*:/, "arn:aws:s3:::");

const bucketArn = ({ bucket }: BucketScope): string => `arn:aws:s3:::${bucket}`;

/** An access point says nothing of its bucket. */
export const isAccessPoint = (resource: string): boolean =>
  /^arn:[^:]*:s3(-object-lambda)?:[^:]*:(\d{12}|\*):accesspoint\//.test(resource);

/** Whether a pattern of resources can be an object, or a bucket: an action on objects does nothing to a bucket's name alone. */
export const isOfObjects = (resource: string): boolean => overlaps(normal(resource), "arn:aws:s3:::*/*");
export const isOfBuckets = (resource: string): boolean => !/^arn:[^/]*\//.test(resource);

/** A policy's variable may stand for anything. */
const asPattern = (resource: string): string => normal(resource).replaceAll(/\$\{[^}]*\}/g, "*");

/** Whether all that a pattern matches is in the scope's bucket; in its prefix; with `list`, the bucket itself. */
export const isInBucket = (resource: string, scope: BucketScope): boolean =>
  covers(bucketArn(scope), asPattern(resource)) || covers(`${bucketArn(scope)}/*`, asPattern(resource));

export const isInPrefix = (resource: string, scope: BucketScope): boolean =>
  covers(`${bucketArn(scope)}/${scope.prefix}*`, asPattern(resource));

/** ARNs of what a contract names: its buckets, and the objects in them. */
export const bucketArns = (scopes: readonly BucketScope[], partition: string): readonly string[] =>
  scopes.map(({ bucket }) => `arn:${partition}:s3:::${bucket}`);
export const objectArns = (scopes: readonly BucketScope[], partition: string): readonly string[] =>
  scopes.map(({ bucket, prefix }) => `arn:${partition}:s3:::${bucket}/${prefix}*`);
