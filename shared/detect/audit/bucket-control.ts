import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { grantsOf, isLimitedByCondition, stillGrants, witnessOf } from "./support/grants.ts";
import { isInBucket, isOfBuckets, isOfObjects, s3Actions } from "./support/s3.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement lets the vendor change whose a bucket is, who may read it, or how long what is in it lasts. */
export const bucketControl: AuditRule = {
  id: "bucket-control",
  severity: "high",
  why: "A bucket's policy, ACL, replication, lifecycle, versioning and encryption decide who reads it and whether anything is left after a ransom. Reading and writing objects needs none of them; `s3:*` and `s3:Put*` give them all.",
  blind:
    "What a bucket's own settings forbid: object lock, blocked public access and disabled ACLs may make a permission worthless.",
  remediation:
    "Name the actions on objects that the vendor needs, such as s3:GetObject and s3:PutObject, in the place of `s3:*`.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html"],
  audit: (seen) =>
    permissionVerdict(
      seen,
      byStatement(controls(seen)).map((items) => found(items, seen)),
    ),
};

type Control = Grant & { action: string };

/** Who makes its buckets by itself also says how they are; who may read them is still not its matter. */
const makersOwn = [
  ...[
    "s3:CreateBucket",
    "s3:DeleteBucket",
    "s3:PutEncryptionConfiguration",
    "s3:PutBucketVersioning",
    "s3:PutBucketCORS",
  ],
  ...[
    "s3:PutBucketPublicAccessBlock",
    "s3:PutLifecycleConfiguration",
    "s3:PutBucketOwnershipControls",
    "s3:DeleteObjectVersion",
  ],
];

const controls = (seen: SeenRole): readonly Control[] => {
  const made = seen.contract?.buckets.filter(({ madeBy }) => madeBy === "vendor") ?? [];
  return [...s3Actions("control"), ...s3Actions("account")].flatMap((action) =>
    grantsOf(seen, action).flatMap((grant) => {
      const onObjects = /Object(Version|Retention|LegalHold|Owner)|Bypass/.test(action);
      const resources = grant.resources
        .filter((resource) => (onObjects ? isOfObjects(resource) : isOfBuckets(resource)))
        .filter((resource) => !(makersOwn.includes(action) && made.some((scope) => isInBucket(resource, scope))))
        .filter((resource) => resource !== "*" || !isLimitedByCondition(grant.statement))
        .filter((resource) =>
          stillGrants(seen, grant, action, objectOf(witnessOf(resource, "arn:aws:s3:::*"), onObjects)),
        );
      return resources.length > 0 ? [{ ...grant, resources, action }] : [];
    }),
  );
};

const objectOf = (resource: string, onObjects: boolean): string =>
  onObjects && !resource.includes("/") ? `${resource}/sagewarden-witness` : resource;

const objectsOnly = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"];

/** A pattern of actions is what gives control unnoticed; its plain parts are kept. */
const found = (items: readonly [Control, ...Control[]], { contract }: SeenRole): Found => {
  const [first] = items;
  const names = items.map(({ action }) => action);
  const kept = (first.statement.actions ?? []).filter((action) => !action.includes("*") && !names.includes(action));
  const actions = kept.length > 0 ? kept : objectsOnly;
  return {
    detail: `allows ${listed(names)} on ${listed(items.flatMap(({ resources }) => resources))}`,
    where: whereOf(first),
    ...(contract && first.statement.actions ? { fixed: fixedStatement(first.statement, { actions }) } : {}),
  };
};
