import { allow, ourAccount, roleArn } from "../parts.ts";
import { allowing, deny, type Right, role } from "./right.ts";

const passTo = (service: string): object => ({ StringEquals: { "iam:PassedToService": `${service}.amazonaws.com` } });
const training = role("acme-training");
const bound = { StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${ourAccount}:policy/made` } };
const itsTag = { StringEquals: { "aws:ResourceTag/vendor": "acme" } };
const key = `arn:aws:kms:us-east-1:${ourAccount}:key/0f1e2d3c-aaaa-bbbb-cccc-1234567890ab`;
const lambda = ["lambda:CreateFunction", "lambda:InvokeFunction", "lambda:UpdateFunctionCode"];

/** Services, roles and IAM within limits. */
export const serviceRights: readonly Right[] = [
  allowing("who am I", () => [allow(["sts:GetCallerIdentity", "sts:TagSession"])]),
  allowing("its key", () => [allow(["kms:Decrypt", "kms:GenerateDataKey"], key)]),
  allowing("keys, through S3", () => [
    allow("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }),
  ]),
  allowing(
    "a role that is declared, to one service",
    () => [allow("ec2:RunInstances"), allow("iam:PassRole", training, passTo("ec2"))],
    { services: ["s3", "ec2"], passRoles: [training] },
  ),
  allowing(
    "a role that is declared, to functions of its own",
    ({ vendor }) => [
      allow(lambda, `arn:aws:lambda:us-east-1:${ourAccount}:function:${vendor}-*`),
      allow("iam:PassRole", training, passTo("lambda")),
    ],
    { services: ["s3", "lambda"], passRoles: [training] },
  ),
  allowing(
    "a role that is declared, to training jobs",
    () => [
      allow(["sagemaker:CreateTrainingJob", "sagemaker:CreateAutoMLJob"]),
      allow("iam:PassRole", training, passTo("sagemaker")),
    ],
    { services: ["s3", "sagemaker"], passRoles: [training] },
  ),
  allowing(
    "any role, denied for all but the declared",
    () => [allow(["iam:PassRole", ...lambda.slice(0, 2)]), deny("iam:PassRole", { NotResource: training })],
    { services: ["s3", "lambda"], passRoles: [training] },
  ),
  allowing(
    "its own Studio",
    ({ vendor }) => [
      allow(
        "sagemaker:CreatePresignedDomainUrl",
        `arn:aws:sagemaker:us-east-1:${ourAccount}:user-profile/d-abc/${vendor}`,
      ),
    ],
    { services: ["s3", "sagemaker"] },
  ),
  allowing("a role that the contract names", () => [allow("sts:AssumeRole", role("acme-loader"))], {
    assumes: [role("acme-loader")],
  }),
  allowing(
    "any role, denied for all but the named",
    () => [allow("sts:AssumeRole"), deny("sts:AssumeRole", { NotResource: role("acme-loader") })],
    { assumes: [role("acme-loader")] },
  ),
  allowing(
    "its secret",
    () => [
      allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${ourAccount}:secret:acme/login-a1b2c3`),
    ],
    { secrets: [`arn:aws:secretsmanager:us-east-1:${ourAccount}:secret:acme/login-??????`] },
  ),
  allowing("secrets by its tag", () => [allow("secretsmanager:GetSecretValue", "*", itsTag)], {
    services: ["s3", "secretsmanager"],
  }),
  allowing(
    "instances by its tag",
    () => [
      allow(["ec2:StopInstances", "ec2:TerminateInstances"], "*", {
        StringEquals: { "ec2:ResourceTag/vendor": "acme" },
      }),
      allow("ec2:Describe*"),
    ],
    { services: ["s3", "ec2"] },
  ),
  allowing(
    "commands on its own instances",
    () => [allow("ssm:SendCommand", "*", { StringEquals: { "ssm:resourceTag/vendor": "acme" } })],
    { services: ["s3", "ssm"] },
  ),
  allowing(
    "rules of its own",
    ({ vendor }) => [
      allow(
        ["events:PutRule", "events:PutTargets", "events:DeleteRule"],
        `arn:aws:events:us-east-1:${ourAccount}:rule/${vendor}-*`,
      ),
    ],
    { services: ["s3", "events"] },
  ),
  allowing(
    "a service's own role",
    () => [allow("iam:CreateServiceLinkedRole", "*", { StringEquals: { "iam:AWSServiceName": "eks.amazonaws.com" } })],
    { services: ["s3", "eks"] },
  ),
  allowing("roles with a boundary", () => [allow(["iam:CreateRole", "iam:PutRolePolicy"], role("acme-made-*"), bound)]),
  allowing("keys of users, which a role is not", () => [
    allow(["iam:CreateAccessKey", "iam:DeleteAccessKey"], `arn:aws:iam::${ourAccount}:user/\${aws:username}`),
  ]),
  allowing("IAM, denied again", (parts) => [
    allow("iam:PutRolePolicy", roleArn(parts)),
    deny("iam:*", { Resource: "*" }),
  ]),
  allowing(
    "its function rewritten",
    ({ vendor }) => [
      allow("lambda:UpdateFunctionCode", `arn:aws:lambda:us-east-1:${ourAccount}:function:${vendor}-score`),
    ],
    { services: ["s3", "lambda"] },
  ),
];
