import type { SeenRole } from "../rule.ts";
import { heldBy } from "./held.ts";

/** The actions, as they are written, of everything that a role's policies allow. */
export const allowedPatterns = ({ role }: SeenRole): readonly string[] => {
  const statements = heldBy(role).policies.flatMap(({ policy }) => policy.document?.statements ?? []);
  return [...new Set(statements.flatMap(({ effect, actions }) => (effect === "Allow" ? (actions ?? []) : [])))];
};

/** The service's prefix of an action or of a pattern of actions; `*` alone is every service. */
export const serviceOf = (action: string): string => action.split(":")[0]?.toLowerCase() ?? "";

/** Whether a pattern of actions names only such as read: what it is called says so. */
export const isReading = (action: string): boolean =>
  /^[^:]+:(Describe|List|Get|Head|BatchGet|BatchDescribe|BatchCheck|Check|Lookup|Search|Select|Query|Scan|Simulate|Validate|View|Estimate|Generate(Credential|ServiceLast|Organizations))/i.test(
    action,
  );

/** Reading that hands out what is stored, or a credential. Of a service that a contract does not name it is as grave as writing. */
export const dataReading: readonly string[] = [
  ...["s3:GetObject", "s3:GetObjectVersion", "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"],
  ...["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"],
  ...[
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:ExportTableToPointInTime",
  ],
  ...["kms:Decrypt", "lambda:GetFunction", "ecr:GetAuthorizationToken", "codecommit:GitPull", "glacier:GetJobOutput"],
  ...["athena:GetQueryResults", "redshift-data:GetStatementResult", "redshift:GetClusterCredentials"],
  ...["rds-data:ExecuteStatement", "kinesis:GetRecords", "sqs:ReceiveMessage", "ebs:GetSnapshotBlock"],
  ...["sagemaker:GetRecord", "sagemaker:BatchGetRecord", "cognito-idp:AdminGetUser", "logs:GetLogEvents"],
];
