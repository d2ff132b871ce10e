import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readTarget } from "../connections/target.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { touchTarget } from "./touch-target.ts";

const xml = { "content-type": "application/xml" };
const json = (type: string) => ({ status: 400, body: JSON.stringify({ __type: type, message: "no" }) });

let aws: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  aws = await fakeEndpoint({
    "/lake": () => ({ body: "<ListBucketResult/>", headers: xml }),
    "/none": () => ({ status: 404, body: "<Error><Code>NoSuchBucket</Code></Error>", headers: xml }),
    DescribeSecret: () => ({ body: "{}" }),
    DescribeEndpoint: () => ({ body: "{}" }),
    DescribePipeline: () => ({ body: "{}" }),
    DescribeFeatureGroup: () => ({ body: "{}" }),
    DescribeRepositories: (body) => (body.includes("gone") ? json("x#RepositoryNotFoundException") : { body: "{}" }),
  });
});
afterAll(() => aws.close());

const touch = async (kind: "s3" | "ecr" | "secrets" | "sagemaker", text: string): Promise<unknown> => {
  const target = readTarget(kind, text);
  if ("problem" in target) throw new Error(target.problem);
  const keys = { accessKeyId: "111122223333", secretAccessKey: "test", sessionToken: "token" };
  await touchTarget(target, text, keys, { region: "us-east-1", env: process.env });
  return aws.sent.at(-1);
};

test.each([
  ["s3", "lake/sales", "/lake", ""],
  ["secrets", "sales/db", "DescribeSecret", '{"SecretId":"sales/db"}'],
  ["sagemaker", "churn", "DescribeEndpoint", '{"EndpointName":"churn"}'],
  ["sagemaker", "pipeline/churn", "DescribePipeline", '{"PipelineName":"churn"}'],
  ["sagemaker", "feature-group/visits", "DescribeFeatureGroup", '{"FeatureGroupName":"visits"}'],
  ["ecr", "team/image", "DescribeRepositories", '{"repositoryNames":["team/image"]}'],
  [
    ...(["ecr", "arn:aws:ecr:eu-west-1:444455556666:repository/a", "DescribeRepositories"] as const),
    '{"repositoryNames":["a"],"registryId":"444455556666"}',
  ],
] as const)("%s %s is asked by %s", async (kind, text, operation, body) => {
  expect(await touch(kind, text)).toEqual({ operation, body });
});

test.each([
  ["s3", "none", "NoSuchBucket"],
  ["ecr", "gone", "RepositoryNotFoundException"],
] as const)("%s %s is refused by its name", async (kind, text, name) => {
  await expect(touch(kind, text)).rejects.toMatchObject({ name });
});
