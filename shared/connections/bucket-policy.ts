import { all, type Conditions } from "../vendors/role/policy-json.ts";
import { listing, reading, uploading, writing } from "./bucket-actions.ts";
import type { ClosedBucket, RoleGroup } from "./closed-buckets.ts";

/** S3 takes no longer one: 20 KB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
export const longestBucketPolicy = 20_480;

export interface BucketStatement {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal: "*" | { AWS: readonly string[] };
  Action?: readonly string[] | string;
  NotAction?: readonly string[];
  Resource?: readonly string[];
  NotResource?: readonly string[];
  Condition?: Conditions;
}

export interface BucketPolicyJson {
  Version: "2012-10-17";
  Statement: readonly BucketStatement[];
}

/** Where the bucket is, and who keeps its policy beside the admins: CloudFormation's role, and the account itself. Both may be what a template becomes. */
export interface BucketPlace {
  partition: string;
  keepers: readonly string[];
}

/** How a bucket is set up opens nothing by being read, and whoever watches the account reads it; its policy has a statement of its own. */
const notForData = [
  "s3:GetBucket*",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:PutBucketPolicy",
  "s3:DeleteBucketPolicy",
];

const isOneOf = (roles: readonly string[]): Conditions => ({ ArnLike: { "aws:PrincipalArn": roles } });
const isNoneOf = (roles: readonly string[]): Conditions => ({ ArnNotLike: { "aws:PrincipalArn": roles } });

/** Lets the connections' roles reach what the connections are for, and nobody else anything, the admins aside. */
export const bucketPolicy = (
  { bucket, admins, groups }: ClosedBucket,
  { partition, keepers }: BucketPlace,
): BucketPolicyJson => {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const everything = [arn, `${arn}/*`];
  const known = [...groups.flatMap(({ roles }) => roles), ...admins];
  const deny = (Sid: string, more: Partial<BucketStatement>): BucketStatement => ({
    ...{ Sid, Effect: "Deny", Principal: "*" },
    ...more,
  });
  return {
    Version: "2012-10-17",
    Statement: [
      deny("TlsOnly", {
        ...{ Action: "s3:*", Resource: everything },
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
      deny("NobodyElse", { NotAction: notForData, Resource: everything, Condition: isNoneOf(known) }),
      deny("PolicyByAdmins", {
        ...{ Action: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], Resource: [arn] },
        Condition: isNoneOf([...admins, ...keepers]),
      }),
      ...groups.flatMap((group, index) => [...admitted(group, index, arn), ...kept(group, index, arn)]),
    ],
  };
};

/** What one group reaches, as the statements need it. */
const reachOf = ({ scopes }: RoleGroup, arn: string) => {
  const objects = (prefixes: readonly string[]): readonly string[] => prefixes.map((prefix) => `${arn}/${prefix}*`);
  const prefixes = scopes.map(({ prefix }) => prefix);
  const writable = scopes.filter(({ access }) => access === "write").map(({ prefix }) => prefix);
  return {
    isWhole: prefixes.includes(""),
    objects: objects(prefixes),
    writable: objects(writable),
    uploads: writable.includes("") ? uploading : [],
    folders: prefixes.map((prefix) => `${prefix}*`),
    bare: prefixes.map((prefix) => prefix.slice(0, -1)),
  };
};

const admitted = (group: RoleGroup, index: number, arn: string): readonly BucketStatement[] => {
  const { isWhole, objects, writable, uploads, folders, bare } = reachOf(group, arn);
  const allow = (what: string, Action: readonly string[], Resource: readonly string[], Condition?: Conditions) => ({
    ...{ Sid: `${what}${index}`, Effect: "Allow" as const, Principal: { AWS: group.roles }, Action, Resource },
    ...(Condition !== undefined && { Condition }),
  });
  const list = isWhole
    ? []
    : [
        allow("List", listing, [arn], { StringLike: { "s3:prefix": folders } }),
        allow("ListTop", ["s3:ListBucket"], [arn], { StringEquals: { "s3:prefix": bare, "s3:delimiter": "/" } }),
      ];
  return [
    allow("Read", reading, objects),
    ...(writable.length === 0 ? [] : [allow("Write", writing, writable)]),
    allow("Bucket", ["s3:GetBucketLocation", ...uploads, ...(isWhole ? listing : [])], [arn]),
    ...list,
  ];
};

/** However wide the roles' own policies are. */
const kept = (group: RoleGroup, index: number, arn: string): readonly BucketStatement[] => {
  const { isWhole, objects, writable, uploads, folders, bare } = reachOf(group, arn);
  const deny = (what: string, more: Partial<BucketStatement>, condition: Conditions = {}): BucketStatement => ({
    ...{ Sid: `${what}${index}`, Effect: "Deny", Principal: "*" },
    ...{ ...more, Condition: all(isOneOf(group.roles), condition) },
  });
  const isWriter = writable.length > 0;
  const known = [...reading, ...listing, "s3:GetBucketLocation", ...uploads, ...(isWriter ? writing : [])];
  const only = [
    deny("Only", { NotAction: known, Resource: [arn, `${arn}/*`] }),
    ...(isWriter ? [deny("WriteOutside", { Action: writing, NotResource: writable })] : []),
  ];
  const within = isWhole
    ? []
    : [
        deny("Outside", { Action: "s3:*", NotResource: [arn, ...objects] }),
        deny(
          "ListOutside",
          { Action: listing, Resource: [arn] },
          { StringNotLike: { "s3:prefix": [...folders, ...bare] } },
        ),
        deny(
          "ListKeys",
          { Action: listing, Resource: [arn] },
          { StringEquals: { "s3:prefix": bare }, StringNotEquals: { "s3:delimiter": "/" } },
        ),
      ];
  return [...only, ...within];
};

/** As long as it can become in any account: for the settings, before there is a template. */
export const bucketPolicyLength = (closed: ClosedBucket): number => {
  const keepers = ["arn:aws-us-gov:iam::111122223333:root", `arn:aws-us-gov:iam::111122223333:role/${"x".repeat(64)}`];
  return JSON.stringify(bucketPolicy(closed, { partition: "aws-us-gov", keepers })).length;
};
