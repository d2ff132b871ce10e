import { allow, type Grant, keysThrough } from "./statement.ts";
import { type NamedTarget, resourcesOf, type sagemakerTypes } from "./target.ts";

interface Actions {
  read: readonly string[];
  write: readonly string[];
}

/**
 * What data scientists do with one that is there. Nothing that makes, deletes or tags it, and no UpdateEndpoint: it takes any endpoint
 * configuration, and with that models and a role that are not the connection's.
 */
const sagemaker: Readonly<Record<(typeof sagemakerTypes)[number], Actions>> = {
  endpoint: {
    read: [
      "sagemaker:DescribeEndpoint",
      "sagemaker:InvokeEndpoint",
      "sagemaker:InvokeEndpointAsync",
      "sagemaker:InvokeEndpointWithResponseStream",
    ],
    write: ["sagemaker:UpdateEndpointWeightsAndCapacities"],
  },
  "feature-group": {
    read: ["sagemaker:DescribeFeatureGroup", "sagemaker:GetRecord", "sagemaker:BatchGetRecord"],
    write: ["sagemaker:PutRecord", "sagemaker:DeleteRecord"],
  },
  pipeline: {
    read: [
      "sagemaker:DescribePipeline",
      "sagemaker:ListPipelineExecutions",
      "sagemaker:DescribePipelineExecution",
      "sagemaker:ListPipelineExecutionSteps",
    ],
    write: ["sagemaker:StartPipelineExecution", "sagemaker:StopPipelineExecution", "sagemaker:RetryPipelineExecution"],
  },
};

const pulling = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:DescribeImages",
  "ecr:DescribeRepositories",
  "ecr:GetDownloadUrlForLayer",
  "ecr:ListImages",
];
const pushing = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];

const readingSecrets = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:DescribeSecret",
  "secretsmanager:ListSecretVersionIds",
];

const actionsOf = ({ read, write }: Actions, access: keyof Actions): readonly string[] =>
  access === "write" ? [...read, ...write] : read;

/** A pipeline's executions are below it. */
export const sagemakerStatements: Grant<NamedTarget> = (target, access, role) => {
  const own = resourcesOf(target, role);
  const isPipeline = target.type === "pipeline" && !target.name.endsWith("*");
  const below = isPipeline ? own.map((arn) => `${arn}/execution/*`) : [];
  return [allow(actionsOf(sagemaker[target.type as keyof typeof sagemaker], access), [...own, ...below])];
};

/** The token by which a client of a registry signs in has no resource: what it is good for is what the session may. */
export const ecrStatements: Grant<NamedTarget> = (target, access, role) => [
  allow(actionsOf({ read: pulling, write: pushing }, access), resourcesOf(target, role)),
  allow(["ecr:GetAuthorizationToken"], ["*"]),
];

export const secretsStatements: Grant<NamedTarget> = (target, access, role) => [
  allow(
    actionsOf({ read: readingSecrets, write: ["secretsmanager:PutSecretValue"] }, access),
    resourcesOf(target, role),
  ),
  keysThrough("secretsmanager", access),
];
