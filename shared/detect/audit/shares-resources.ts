import type { Grant } from "../../policy/grants.ts";
import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { serviceOf } from "./support/actions.ts";
import { grantsOf, isLimitedByCondition, stillGrants, witnessOf } from "./support/grants.ts";
import { isWide } from "./support/iam.ts";
import { byStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** The role may open resources of the account to others. */
export const sharesResources: AuditRule = {
  id: "shares-resources",
  severity: "high",
  why: "A snapshot, a key, a secret or a function that is shared with another account is gone: what the vendor's role may do no longer matters, and ending the role does not take it back.",
  blind:
    "Buckets, which `bucket-control` looks at. Services that the contract does not name, which `service-not-in-contract` reports.",
  remediation: "Remove the actions, or limit them to the vendor's own resources by name or tag.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html"],
  audit: (seen) => permissionVerdict(seen, byStatement(sharing(seen)).map(found)),
};

const actions: readonly string[] = [
  ...["ec2:ModifySnapshotAttribute", "ec2:ModifyImageAttribute", "rds:ModifyDBSnapshotAttribute"],
  ...["rds:ModifyDBClusterSnapshotAttribute", "rds:StartExportTask", "redshift:AuthorizeSnapshotAccess"],
  ...["kms:PutKeyPolicy", "kms:CreateGrant", "secretsmanager:PutResourcePolicy", "ssm:ModifyDocumentPermission"],
  ...["lambda:AddPermission", "lambda:AddLayerVersionPermission", "lambda:CreateFunctionUrlConfig"],
  ...["sns:AddPermission", "sns:SetTopicAttributes", "sqs:AddPermission", "sqs:SetQueueAttributes"],
  ...["ecr:SetRepositoryPolicy", "ecr:PutRegistryPolicy", "ram:CreateResourceShare", "ram:AssociateResourceShare"],
  ...["backup:PutBackupVaultAccessPolicy", "glacier:SetVaultAccessPolicy", "elasticfilesystem:PutFileSystemPolicy"],
  ...[
    "glue:PutResourcePolicy",
    "logs:PutResourcePolicy",
    "events:PutPermission",
    "codeartifact:PutDomainPermissionsPolicy",
  ],
  ...["dynamodb:PutResourcePolicy", "kinesis:PutResourcePolicy", "sagemaker:PutModelPackageGroupPolicy"],
  ...["route53:AssociateVPCWithHostedZone", "lakeformation:GrantPermissions", "eks:CreateAccessEntry"],
];

type Sharing = Grant & { action: string };

const sharing = (seen: SeenRole): readonly Sharing[] =>
  actions
    .filter((action) => seen.contract === undefined || seen.contract.services.includes(serviceOf(action)))
    .flatMap((action) =>
      grantsOf(seen, action).flatMap((grant) => {
        if (isLimitedByCondition(grant.statement) || isForAwsOnly(grant)) return [];
        const { partition, account } = seen.account;
        const all = `arn:${partition}:${serviceOf(action)}:us-east-1:${account}:*`;
        const resources = grant.resources
          .filter(isWide)
          .filter((resource) => stillGrants(seen, grant, action, witnessOf(resource, all)));
        return resources.length > 0 ? [{ ...grant, action, resources }] : [];
      }),
    );

/** EBS and the like need grants on keys: AWS makes those for a resource of its own. */
const isForAwsOnly = ({ statement }: Grant): boolean =>
  statement.conditions.some(({ key, operator }) => /^kms:GrantIsForAWSResource$/i.test(key) && /^Bool$/.test(operator));

const found = (items: readonly [Sharing, ...Sharing[]]): Found => {
  const [first] = items;
  return {
    detail: `allows ${listed(items.map(({ action }) => action))} on ${listed(
      items.flatMap(({ resources }) => resources),
      3,
    )}`,
    where: whereOf(first),
  };
};
