import type { ReadPolicy } from "../../../policy/model.ts";
import { readPolicy } from "../../../policy/read.ts";

/** What a policy of AWS amounts to: its grants as far as the rules look at them. */
type Amounts = readonly string[] | { notActions: readonly string[] };

/**
 * AWS's own policies that are seen on vendors' roles, for an account's documents without theirs. Read on 2026-08-20; AWS
 * adds to them. Conditions that AWS sets (PassedToService) are not here: each is too wide for a vendor with them too.
 */
const wide: Readonly<Record<string, Amounts>> = {
  AdministratorAccess: ["*"],
  "AdministratorAccess-Amplify": ["iam:PassRole", "iam:CreateRole", "iam:PutRolePolicy", "lambda:*", "s3:*"],
  PowerUserAccess: { notActions: ["iam:*", "organizations:*", "account:*"] },
  IAMFullAccess: ["iam:*"],
  ReadOnlyAccess: [
    "s3:Get*",
    "s3:List*",
    "dynamodb:Scan",
    "dynamodb:Query",
    "dynamodb:GetItem",
    "ssm:Get*",
    "iam:Get*",
  ],
  AmazonS3FullAccess: ["s3:*", "s3-object-lambda:*"],
  AmazonS3ReadOnlyAccess: ["s3:Get*", "s3:List*"],
  AmazonEC2FullAccess: ["ec2:*"],
  AWSLambda_FullAccess: ["lambda:*", "iam:PassRole"],
  AWSLambdaExecute: ["s3:GetObject", "s3:PutObject"],
  AmazonSageMakerFullAccess: [
    ...["sagemaker:Create*", "sagemaker:Update*", "sagemaker:Delete*", "sagemaker:Start*", "sagemaker:Stop*"],
    ...[
      "s3:GetObject",
      "s3:PutObject",
      "s3:DeleteObject",
      "iam:PassRole",
      "glue:*Job*",
      "secretsmanager:GetSecretValue",
    ],
  ],
  AmazonDynamoDBFullAccess: ["dynamodb:*", "iam:PassRole"],
  AmazonDynamoDBFullAccess_v2: ["dynamodb:*"],
  AmazonRDSFullAccess: ["rds:*"],
  AmazonRedshiftFullAccess: ["redshift:*"],
  AmazonAthenaFullAccess: ["athena:*", "glue:*Table*", "glue:*Database*"],
  AWSGlueConsoleFullAccess: ["glue:*", "iam:PassRole", "s3:GetObject"],
  AmazonECS_FullAccess: ["ecs:*", "iam:PassRole"],
  AmazonElasticMapReduceFullAccess: ["elasticmapreduce:*", "iam:PassRole", "s3:*"],
  AmazonSSMFullAccess: ["ssm:*", "logs:*"],
  SecretsManagerReadWrite: ["secretsmanager:*"],
  AWSKeyManagementServicePowerUser: ["kms:Create*", "kms:Get*", "kms:List*", "kms:TagResource"],
  AWSCloudFormationFullAccess: ["cloudformation:*"],
  AWSCodeBuildAdminAccess: ["codebuild:*"],
  AWSStepFunctionsFullAccess: ["states:*"],
  AWSStepFunctionsConsoleFullAccess: ["states:*", "iam:PassRole"],
  AmazonEventBridgeFullAccess: ["events:*", "iam:PassRole"],
  CloudWatchEventsFullAccess: ["events:*", "iam:PassRole"],
  CloudWatchLogsFullAccess: ["logs:*"],
  CloudWatchFullAccess: ["cloudwatch:*", "logs:*", "sns:*"],
  AWSCloudTrail_FullAccess: ["cloudtrail:*"],
  AmazonGuardDutyFullAccess: ["guardduty:*"],
  AWSSecurityHubFullAccess: ["securityhub:*"],
  AmazonSQSFullAccess: ["sqs:*"],
  AmazonSNSFullAccess: ["sns:*"],
  AmazonBedrockFullAccess: ["bedrock:*"],
  AWSOrganizationsFullAccess: ["organizations:*"],
  "job-function/SystemAdministrator": [
    "ec2:*",
    "s3:*",
    "rds:*",
    "sqs:*",
    "sns:*",
    "logs:*",
    "events:*",
    "iam:PassRole",
  ],
  "job-function/DatabaseAdministrator": ["dynamodb:*", "rds:*", "redshift:*", "s3:Get*", "s3:List*"],
  "job-function/DataScientist": [
    "dynamodb:*",
    "elasticmapreduce:*",
    "redshift:*",
    "s3:Get*",
    "s3:Put*",
    "iam:PassRole",
  ],
  "job-function/NetworkAdministrator": ["ec2:*", "iam:PassRole"],
};

/** They show how the account is made, and none of its data. */
const narrow: Readonly<Record<string, Amounts>> = {
  SecurityAudit: [
    "iam:Get*",
    "iam:List*",
    "ec2:Describe*",
    "s3:GetBucket*",
    "s3:ListAllMyBuckets",
    "cloudtrail:Describe*",
  ],
  "job-function/ViewOnlyAccess": ["ec2:Describe*", "iam:List*", "s3:ListAllMyBuckets", "rds:Describe*"],
  CloudWatchReadOnlyAccess: [
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "cloudwatch:Describe*",
    "logs:Get*",
    "logs:Describe*",
  ],
  IAMReadOnlyAccess: ["iam:Get*", "iam:List*"],
  AmazonEC2ReadOnlyAccess: ["ec2:Describe*"],
  AWSBillingReadOnlyAccess: ["ce:Get*", "ce:List*", "billing:Get*"],
  AWSOrganizationsReadOnlyAccess: ["organizations:Describe*", "organizations:List*"],
  AmazonSageMakerReadOnly: ["sagemaker:Describe*", "sagemaker:List*"],
  AWSConfigUserAccess: ["config:Get*", "config:Describe*"],
};

/** Of AWS itself: `arn:aws:iam::aws:policy/…`. Its name with its path, or undefined. */
const awsName = (arn: string): string | undefined => /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];

/**
 * How wide a policy of AWS's own is, by its name: `wide` gives a service whole or what is in it, `narrow` shows settings;
 * undefined is not known. Policies that end in FullAccess, in any of AWS's spellings, give their service whole.
 */
export const widthOf = (arn: string): "wide" | "narrow" | undefined => {
  const name = awsName(arn);
  if (name === undefined) return undefined;
  if (Object.hasOwn(wide, name) || /Full_?Access(Policy|V\d|_v\d)?$/.test(name)) return "wide";
  return Object.hasOwn(narrow, name) ? "narrow" : undefined;
};

const documents = new Map<string, Amounts>([...Object.entries(wide), ...Object.entries(narrow)]);
const read = new Map<string, ReadPolicy>();

/** The document that a policy of AWS amounts to, or undefined: then what it gives is not known. */
export const knownDocument = (arn: string): ReadPolicy | undefined => {
  const name = awsName(arn);
  const amounts = name === undefined ? undefined : documents.get(name);
  if (name === undefined || amounts === undefined) return undefined;
  const before = read.get(name);
  if (before) return before;
  const what = "notActions" in amounts ? { NotAction: amounts.notActions } : { Action: amounts };
  const policy = readPolicy(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...what, Resource: "*" }] },
    "identity",
  );
  read.set(name, policy);
  return policy;
};
