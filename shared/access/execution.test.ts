import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../policy/evaluate.ts";
import { allow, identity } from "../policy/fixtures.ts";
import type { Layers, Request } from "../policy/model.ts";
import { policyOf, requestTags } from "./fixtures.ts";

/** Jobs and Studio of TeamB: within the boundary, with what the role has, and with all that somebody could attach to it. */
const boundary = policyOf("studio/execution-boundary");
const held: Layers = {
  identity: ["developer", "workspace", "supporting-services", "execution"].map((name) => policyOf(`studio/${name}`)),
  boundary,
};
const widened: Layers = { identity: [identity(allow("*"))], boundary };

const at = "us-east-1:111122223333";
const job = `arn:aws:sagemaker:${at}:training-job/j`;
const endpoint = `arn:aws:sagemaker:${at}:endpoint/e`;
const space = `arn:aws:sagemaker:${at}:space/d/s`;
const role = (path: string) => `arn:aws:iam::111122223333:role/${path}`;
const log = (group: string, stream: string) =>
  `arn:aws:logs:${at}:log-group:/aws/sagemaker/${group}:log-stream:${stream}`;
const own = { team: "TeamB" };
const others = { team: "TeamA", studiouserid: "alice" };
const whoever = { "aws:SourceIdentity": "bob" };
const inStudio = {
  ...{ "sagemaker:DomainId": "d", "sagemaker:UserProfileName": "bob", "sagemaker:SpaceSharingType": "Private" },
  "sagemaker:OwnerUserProfileArn": `arn:aws:sagemaker:${at}:user-profile/d/bob`,
};
const profile = (name: string) => `arn:aws:sagemaker:${at}:user-profile/d/${name}`;
const inAlices = { ...inStudio, "sagemaker:OwnerUserProfileArn": profile("alice") };
const toSageMaker = { "iam:PassedToService": "sagemaker.amazonaws.com" };

type Question = [
  action: string,
  arn: string,
  more?: { tags?: Request["resource"]["tags"]; context?: Request["context"] },
];
const decide = (layers: Layers, [action, arn, { tags, context = {} } = {}]: Question, principal: object = own) =>
  evaluate(
    {
      principal: { arn: "arn:aws:sts::111122223333:assumed-role/execution-TeamB/SageMaker", tags: { ...principal } },
      ...{ action, resource: { arn, ...(tags && { tags }) }, context: { ...whoever, ...context } },
    },
    layers,
  ).decision;

const works: readonly Question[] = [
  ["sagemaker:CreateTrainingJob", job, { context: requestTags(own) }],
  ["sagemaker:CreateTrainingJob", job, { context: requestTags({ ...own, studiouserid: "bob" }) }],
  [
    "sagemaker:AddTags",
    job,
    { context: { ...requestTags({ ...own, studiouserid: "bob" }), "sagemaker:TaggingAction": "CreateTrainingJob" } },
  ],
  ["sagemaker:InvokeEndpoint", endpoint, { tags: own }],
  ["sagemaker:CreateSpace", space, { context: inStudio }],
  ["sagemaker:CreateSpace", space, { context: { ...inStudio, ...requestTags({ ...own, studiouserid: "bob" }) } }],
  ["sagemaker:DescribeDomain", `arn:aws:sagemaker:${at}:domain/d`, { context: inStudio }],
  ["sagemaker:ListModels", "*"],
  ["sagemaker:Search", "*", { context: { "sagemaker:SearchVisibilityCondition/Tags.team/EqualsIfExists": "TeamB" } }],
  ["iam:PassRole", role("sagemaker/TeamB/execution"), { context: toSageMaker }],
  ["s3:PutObject", "arn:aws:s3:::shared/TeamB/model.tar.gz"],
  ["s3:ListBucket", "arn:aws:s3:::shared", { context: { "s3:prefix": "TeamB/" } }],
  ["logs:PutLogEvents", log("TrainingJobs", "TeamB-j/algo-1")],
  ["logs:PutLogEvents", log("studio", "d/bob/JupyterLab/default")],
  ["logs:PutLogEvents", log("Endpoints/TeamB-e", "all/i-1")],
  ["logs:DescribeLogStreams", `arn:aws:logs:${at}:log-group:/aws/sagemaker/TrainingJobs`],
  ["logs:DescribeLogStreams", log("TrainingJobs", "")],
  [
    "sagemaker:CreateSpace",
    space,
    { context: { ...inStudio, "aws:TagKeys": ["sagemaker:user-profile-arn", "sagemaker:domain-arn"] } },
  ],
  [
    "sagemaker:AddTags",
    space,
    { context: { "aws:TagKeys": ["sagemaker:domain-arn"], "sagemaker:TaggingAction": "CreateSpace" } },
  ],
  [
    "sagemaker:CreateTrainingJob",
    job,
    {
      context: requestTags({
        ...own,
        ...{ "sagemaker:pipeline-execution-arn": "arn", "sagemaker:pipeline-step-name": "train" },
      }),
    },
  ],
  ["sagemaker:CreateModelPackage", `arn:aws:sagemaker:${at}:model-package/churn/1`, { tags: own }],
  ["logs:CreateLogGroup", `arn:aws:logs:${at}:log-group:/aws/sagemaker/TrainingJobs`],
  ["cloudwatch:PutMetricData", "*", { context: { "cloudwatch:namespace": "/aws/sagemaker/TrainingJobs" } }],
  ["ecr:BatchGetImage", `arn:aws:ecr:${at}:repository/r`, { tags: own }],
  [
    "kms:GenerateDataKey",
    `arn:aws:kms:${at}:key/k`,
    { tags: own, context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
  ],
  ["ec2:CreateNetworkInterface", `arn:aws:ec2:${at}:subnet/s`],
];

const mustNot: readonly Question[] = [
  ["sagemaker:CreateTrainingJob", job, { context: requestTags({ team: "TeamA" }) }],
  ["sagemaker:CreateTrainingJob", job, { context: { ...requestTags(own), "sagemaker:FileSystemId": "fs-home" } }],
  ["sagemaker:AddTags", endpoint, { tags: others, context: requestTags(own) }],
  ["sagemaker:AddTags", endpoint, { tags: own, context: requestTags({ STUDIOUSERID: "alice" }) }],
  ["sagemaker:DeleteTags", endpoint, { tags: own, context: { "aws:TagKeys": ["team"] } }],
  [
    "sagemaker:UpdateProject",
    `arn:aws:sagemaker:${at}:project/p`,
    { tags: own, context: requestTags({ team: "TeamA" }) },
  ],
  ["sagemaker:DescribeEndpoint", endpoint, { tags: others }],
  ["sagemaker:DeleteEndpoint", endpoint, { tags: { team: "" } }],
  [
    "sagemaker:CreatePresignedDomainUrl",
    `arn:aws:sagemaker:${at}:user-profile/d/bob`,
    { tags: { ...own, studiouserid: "bob" } },
  ],
  ["sagemaker:UpdateUserProfile", `arn:aws:sagemaker:${at}:user-profile/d/bob`, { tags: own }],
  ["sagemaker:UpdateDomain", `arn:aws:sagemaker:${at}:domain/d`, { tags: own }],
  ["sagemaker:Search", "*"],
  ["sagemaker:Search", "*", { context: { "sagemaker:SearchVisibilityCondition/Tags.team/EqualsIfExists": "TeamA" } }],
  ["sagemaker:CreateApp", `arn:aws:sagemaker:${at}:app/d/alice/JupyterLab/default`, { context: inAlices }],
  ["sagemaker:CreateSpace", space, { context: { "sagemaker:OwnerUserProfileArn": profile("alice") } }],
  ["sagemaker:StartSession", space, { tags: { ...own, studiouserid: "alice" } }],
  ["sagemaker:QueryLineage", "*"],
  ["sagemaker:DescribeHumanLoop", `arn:aws:sagemaker:${at}:human-loop/TeamA`],
  ["sagemaker:DescribeMlflowTrackingServer", `arn:aws:sagemaker:${at}:mlflow-tracking-server/TeamA`],
  ["iam:PassRole", role("sagemaker/TeamA/execution"), { context: toSageMaker }],
  ["iam:PassRole", role("Administrator"), { context: toSageMaker }],
  ["iam:PassRole", role("sagemaker/TeamB/execution"), { context: { "iam:PassedToService": "lambda.amazonaws.com" } }],
  ["iam:TagRole", role("sagemaker/TeamB/execution")],
  ["iam:CreateAccessKey", "arn:aws:iam::111122223333:user/x"],
  ["sts:AssumeRole", role("sagewarden/studio/sagewarden-studio-TeamA")],
  ["s3:GetObject", "arn:aws:s3:::shared/TeamA/a.csv"],
  ["s3:GetObject", "arn:aws:s3:::elsewhere/TeamB/a.csv"],
  ["s3:PutBucketPolicy", "arn:aws:s3:::shared"],
  [
    "kms:Decrypt",
    `arn:aws:kms:${at}:key/k`,
    { tags: others, context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
  ],
  ["ecr:SetRepositoryPolicy", `arn:aws:ecr:${at}:repository/r`, { tags: own }],
  ["logs:PutLogEvents", log("TrainingJobs", "TeamA-j/algo-1")],
  ["logs:PutLogEvents", log("studio", "d/alice/JupyterLab/default")],
  ["logs:PutLogEvents", log("Endpoints/TeamA-e", "all/i-1")],
  ["sagemaker:CreateModelPackage", `arn:aws:sagemaker:${at}:model-package/churn/1`, { tags: others }],
  ["logs:PutSubscriptionFilter", `arn:aws:logs:${at}:log-group:/aws/sagemaker/TrainingJobs`],
  ["lambda:CreateFunction", `arn:aws:lambda:${at}:function:f`],
];

const title = ([action, arn, more]: Question): string => `${action} ${arn} ${JSON.stringify(more ?? {})}`;

describe("an execution role", () => {
  test.each(works.map((question) => ({ title: title(question), question })))("may $title", ({ question }) => {
    expect(decide(held, question)).toBe("allowed");
  });

  test.each(works.map((question) => ({ title: title(question), question })))(
    "without a team may not $title",
    ({ question }) => {
      expect(decide(held, question, {})).toBe("explicitDeny");
    },
  );

  test.each(
    mustNot.flatMap((question) => [
      { title: title(question), question, as: "as it is", layers: held },
      { title: title(question), question, as: "with all permissions", layers: widened },
    ]),
  )("$as may not $title", ({ question, layers }) => {
    expect(decide(layers, question)).toMatch(/Deny$/);
  });

  test.each<[string, Question]>([
    [
      "another person",
      ["sagemaker:CreateTrainingJob", job, { context: requestTags({ ...own, studiouserid: "alice" }) }],
    ],
    [
      "another person's space",
      ["sagemaker:CreateSpace", space, { context: { ...inStudio, ...requestTags({ ...own, studiouserid: "alice" }) } }],
    ],
    [
      "a session that is nobody's",
      [
        "sagemaker:CreateTrainingJob",
        job,
        { context: { ...requestTags({ ...own, studiouserid: "bob" }), "aws:SourceIdentity": [] } },
      ],
    ],
    ["another domain", ["sagemaker:DescribeDomain", `arn:aws:sagemaker:${at}:domain/other`, { context: inStudio }]],
    ["metrics of another team", ["cloudwatch:PutMetricData", "*", { context: { "cloudwatch:namespace": "TeamA/x" } }]],
  ])("may not, as it is: %s", (_, question) => {
    expect(decide(held, question)).toBe("implicitDeny");
  });
});
