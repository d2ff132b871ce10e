import { inDirectory } from "../../model/settings.ts";
import { fieldsAt, isFields, listAt } from "../../normalise/fields.ts";
import type { SeenAct } from "./signal.ts";
import { actSignal, type Look } from "./support/act-signal.ts";
import { operationOf } from "./support/acts.ts";
import { isGiven, isS3, leavesBucketsOpen, scopeFor } from "./support/objects.ts";
import { operations } from "./support/operations.ts";

export const destruction = actSignal({
  id: "destruction",
  severity: "critical",
  why: "Deleted data, and the backups, versions and locks that would bring it back, cannot be restored by revoking a role.",
  blind:
    "Single objects are counted by `deletion-burst`. Data deleted inside a database. A lifecycle rule deletes later, under S3's own name.",
  falsePositives:
    "A vendor that manages infrastructure: declare the service. Of a principal without a contract, to stop or end a few machines or endpoints is low. On buckets that the contract gives it to write, batches of deletions are its own.",
  attack: ["T1485", "T1485.001", "T1490", "T1578.003", "T1531", "T1562.008", "T1070", "T1098"],
  needs: "management",
  operations: operations({
    critical: {
      s3: [
        "DeleteBucket",
        "PutBucketVersioning",
        "PutBucketLifecycle",
        "PutBucketLifecycleConfiguration",
        "DeleteBucketEncryption",
        "DeleteBucketReplication",
        "DeleteBucketPolicy",
        "PutBucketObjectLockConfiguration",
        "DeleteObjects",
      ],
      s3express: ["DeleteBucket"],
      s3vectors: ["DeleteVectorBucket", "DeleteIndex"],
      rds: [
        "DeleteDBInstance",
        "DeleteDBCluster",
        "DeleteDBSnapshot",
        "DeleteDBClusterSnapshot",
        "DeleteGlobalCluster",
        "DeleteDBInstanceAutomatedBackup",
      ],
      dynamodb: ["DeleteTable", "DeleteBackup", "UpdateContinuousBackups"],
      backup: ["DeleteBackupVault", "DeleteRecoveryPoint", "DeleteBackupPlan", "DeleteBackupVaultLockConfiguration"],
      ec2: ["DeleteSnapshot", "DeleteVolume", "DeregisterImage", "TerminateInstances"],
      elasticfilesystem: ["DeleteFileSystem"],
      fsx: ["DeleteFileSystem", "DeleteBackup", "DeleteVolume"],
      redshift: ["DeleteCluster", "DeleteClusterSnapshot"],
      secretsmanager: ["DeleteSecret"],
      glacier: ["DeleteVault", "DeleteArchive"],
      es: ["DeleteElasticsearchDomain", "DeleteDomain"],
      sagemaker: ["DeleteDomain"],
    },
    high: {
      ec2: ["StopInstances", "DeleteVpc", "DeleteSubnet", "DeleteSecurityGroup", "DeleteKeyPair"],
      rds: ["StopDBInstance", "StopDBCluster", "DeleteDBProxy"],
      elasticfilesystem: ["DeleteMountTarget"],
      ecr: ["DeleteRepository", "BatchDeleteImage"],
      "ecr-public": ["DeleteRepository"],
      eks: ["DeleteCluster", "DeleteNodegroup"],
      ecs: ["DeleteCluster", "DeleteService"],
      elasticache: ["DeleteCacheCluster", "DeleteReplicationGroup", "DeleteSnapshot"],
      glue: ["DeleteDatabase", "DeleteTable"],
      kinesis: ["DeleteStream"],
      sqs: ["DeleteQueue", "PurgeQueue"],
      lambda: ["DeleteFunction"],
      cloudformation: ["DeleteStack", "DeleteStackSet"],
      route53: ["DeleteHostedZone"],
      acm: ["DeleteCertificate"],
      ssm: ["DeleteParameter", "DeleteParameters"],
      "cognito-idp": ["DeleteUserPool"],
      cloudfront: ["DeleteDistribution"],
      codecommit: ["DeleteRepository"],
      kafka: ["DeleteCluster"],
      sagemaker: [
        "DeleteNotebookInstance",
        "DeleteEndpoint",
        "DeleteModel",
        "DeleteFeatureGroup",
        "DeleteModelPackage",
      ],
      bedrock: ["DeleteKnowledgeBase", "DeleteDataSource", "DeleteCustomModel", "DeleteAgent"],
      ses: ["DeleteIdentity", "DeleteEmailIdentity"],
      iam: [
        "DeleteUser",
        "DeleteRole",
        "DeleteLoginProfile",
        "DeleteAccessKey",
        "DeleteGroup",
        "DeletePolicy",
        "RemoveUserFromGroup",
      ],
    },
  }),
  look(seen) {
    const look = looks[operationOf(seen.act)];
    if (!isS3(seen.act)) return isOfMany(seen) ? { severity: "critical", note: `${many} machines or more` } : {};
    return look === undefined ? onBucket(seen) : look(seen);
  },
});

const many = 5;

const isOfMany = ({ act }: SeenAct): boolean => listAt(fieldsAt(act.request, "instancesSet"), "items").length >= many;

/** What an operation on a bucket takes away; undefined: it takes away nothing. */
const looks: Readonly<Record<string, (seen: SeenAct) => Look | undefined>> = {
  PutBucketVersioning: (seen) =>
    onBucket(
      seen,
      fieldsAt(seen.act.request, "VersioningConfiguration").Status === "Suspended" && "versions are no longer kept",
    ),
  PutBucketLifecycle: (seen) => onBucket(seen, expires(seen) && "objects will expire"),
  PutBucketLifecycleConfiguration: (seen) => onBucket(seen, expires(seen) && "objects will expire"),
  PutBucketObjectLockConfiguration: (seen) => onBucket(seen, "how long versions are locked"),
  DeleteObjects: (seen) =>
    isGiven(seen, "write")
      ? undefined
      : { covered: false, severity: "high", everyday: !knowsVersions(seen), note: "up to 1,000 objects in one call" },
};

/** Who listed versions can delete for good what a plain deletion only hides. */
const knowsVersions = ({ before }: SeenAct): boolean =>
  inDirectory(before.seen.action, "s3:ListObjectVersions") !== undefined;

/** A bucket that the vendor made itself, or any, where it is registered to manage them. */
const isOwnToTakeApart = (seen: SeenAct): boolean =>
  leavesBucketsOpen(seen.watched.contract) || scopeFor(seen, "write")?.madeBy === "vendor";

const onBucket = (seen: SeenAct, note?: string | false): Look | undefined =>
  note === false ? undefined : { covered: isOwnToTakeApart(seen), ...(note === undefined ? {} : { note }) };

const expires = ({ act }: SeenAct): boolean => {
  const { Rule } = fieldsAt(act.request, "LifecycleConfiguration");
  return (Array.isArray(Rule) ? Rule : [Rule])
    .filter(isFields)
    .some((rule) => rule.Status !== "Disabled" && ("Expiration" in rule || "NoncurrentVersionExpiration" in rule));
};
