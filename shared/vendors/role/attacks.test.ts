import { expect, test } from "@jest/globals";
import { evaluate } from "../../policy/evaluate.ts";
import { readPolicy } from "../../policy/read.ts";
import { boundaryDocument, permissionsDocument } from "./documents.ts";
import { contractWith, everything, place } from "./fixture.ts";

/** Ways from what a vendor may do to what it may not, one call each, asked of a role that has every grant. */

const contract = contractWith({ ...everything, sourceIps: [], expires: undefined });
const held = {
  identity: [{ name: "contract", policy: readPolicy(permissionsDocument(contract, place), "identity") }],
  boundary: { name: "boundary", policy: readPolicy(boundaryDocument(contract, place), "identity") },
};
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${place.account}:${resource}`;
const made = { "aws:RequestTag/sagewarden:vendor": "auger" };
const its = { "sagewarden:vendor": "auger" };

interface Call {
  action: string;
  on: string;
  tags?: Record<string, string>;
  with?: Record<string, string | readonly string[]>;
}

const decide = ({ action, on, tags, with: more = {} }: Call): string =>
  evaluate(
    {
      principal: { arn: `arn:aws:sts::${place.account}:assumed-role/vendor-auger/auger-1` },
      action,
      resource: { arn: on, ...(tags && { tags }) },
      context: {
        "aws:RequestedRegion": "us-east-1",
        "aws:SecureTransport": "true",
        "aws:ViaAWSService": "false",
        "s3:ResourceAccount": place.account,
        ...more,
      },
    },
    held,
  ).decision;

const image = "arn:aws:ec2:us-east-1::image/ami-1";
const lambda = arn("lambda", "function:vendor-auger-predict");
const job = arn("sagemaker", "training-job/vendor-auger-1");
const cluster = arn("eks", "cluster/vendor-auger-1");
const network = { "lambda:VpcIds": "vpc-1", "lambda:SubnetIds": ["subnet-1"], "lambda:SecurityGroupIds": ["sg-1"] };
const role = (name: string) => `arn:aws:iam::${place.account}:role/${name}`;

test.each<[string, Call]>([
  ["a public image", { action: "ec2:RunInstances", on: image, with: { "ec2:Public": "true" } }],
  [
    "an image that is tagged for it",
    { action: "ec2:RunInstances", on: image, tags: its, with: { "ec2:Public": "false" } },
  ],
  ["a function outside the networks", { action: "lambda:CreateFunction", on: lambda, with: made }],
  ["another memory for it", { action: "lambda:UpdateFunctionConfiguration", on: lambda, tags: its }],
  ["a training job", { action: "sagemaker:CreateTrainingJob", on: job, with: made }],
  [
    "the declared role, to a service",
    {
      action: "iam:PassRole",
      on: role("training/auger-jobs"),
      with: { "iam:PassedToService": "lambda.amazonaws.com" },
    },
  ],
])("legitimate: %s", (_what, call) => {
  expect(decide(call)).toBe("allowed");
});

test.each<[string, Call]>([
  [
    "reads a disk of the account from its private image",
    { action: "ec2:RunInstances", on: image, with: { "ec2:Public": "false" } },
  ],
  ["reads a disk from a snapshot", { action: "ec2:RunInstances", on: "arn:aws:ec2:us-east-1::snapshot/snap-1" }],
  ["enters a network from a function", { action: "lambda:CreateFunction", on: lambda, with: { ...made, ...network } }],
  [
    "moves its function into a network",
    { action: "lambda:UpdateFunctionConfiguration", on: lambda, tags: its, with: network },
  ],
  [
    "enters a network from a job",
    {
      action: "sagemaker:CreateTrainingJob",
      on: job,
      with: { ...made, "sagemaker:VpcSubnets": ["subnet-1"], "sagemaker:VpcSecurityGroupIds": ["sg-1"] },
    },
  ],
  [
    "launches without a tag",
    { action: "ec2:RunInstances", on: arn("ec2", "instance/*"), with: { "ec2:MetadataHttpTokens": "required" } },
  ],
  [
    "launches with the metadata that anybody reads",
    {
      action: "ec2:RunInstances",
      on: arn("ec2", "instance/*"),
      with: { ...made, "ec2:MetadataHttpTokens": "optional" },
    },
  ],
  ["launches among others", { action: "ec2:RunInstances", on: arn("ec2", "subnet/subnet-1"), with: made }],
  ["tags an instance as its own", { action: "ec2:CreateTags", on: arn("ec2", "instance/i-1"), with: made }],
  [
    "tags an image as its own",
    { action: "ec2:CreateTags", on: image, with: { ...made, "ec2:CreateAction": "RunInstances" } },
  ],
  ["opens a shell", { action: "ssm:StartSession", on: arn("ec2", "instance/i-1"), tags: its }],
  [
    "changes what an instance runs as it starts",
    { action: "ec2:ModifyInstanceAttribute", on: arn("ec2", "instance/i-1"), tags: its },
  ],
  [
    "swaps an instance's role",
    { action: "ec2:ReplaceIamInstanceProfileAssociation", on: arn("ec2", "instance/i-1"), tags: its },
  ],
  [
    "takes over another vendor's function",
    { action: "lambda:TagResource", on: lambda, tags: { "sagewarden:vendor": "other" }, with: made },
  ],
  [
    "takes over the account's function",
    { action: "lambda:TagResource", on: arn("lambda", "function:payroll"), with: made },
  ],
  ["replaces the account's code", { action: "lambda:UpdateFunctionCode", on: arn("lambda", "function:payroll") }],
  ["opens its function to others", { action: "lambda:AddPermission", on: lambda, tags: its }],
  ["gives its function an address", { action: "lambda:CreateFunctionUrlConfig", on: lambda, tags: its }],
  ["listens to the account's queue", { action: "lambda:CreateEventSourceMapping", on: lambda, tags: its }],
  [
    "passes a role that nobody declared",
    { action: "iam:PassRole", on: role("admin"), with: { "iam:PassedToService": "lambda.amazonaws.com" } },
  ],
  [
    "passes the declared role elsewhere",
    { action: "iam:PassRole", on: role("training/auger-jobs"), with: { "iam:PassedToService": "glue.amazonaws.com" } },
  ],
  [
    "passes its own role",
    { action: "iam:PassRole", on: contract.role.arn, with: { "iam:PassedToService": "lambda.amazonaws.com" } },
  ],
  ["enters a cluster of the account", { action: "eks:CreateAccessEntry", on: cluster, tags: its }],
  ["takes a pod's role", { action: "eks:CreatePodIdentityAssociation", on: cluster, tags: its }],
  [
    "adds nodes to a cluster of the account",
    { action: "eks:CreateNodegroup", on: arn("eks", "cluster/prod"), with: made },
  ],
  [
    "opens a notebook",
    { action: "sagemaker:CreatePresignedDomainUrl", on: arn("sagemaker", "user-profile/d/alice"), tags: its },
  ],
  ["tags a job of others as its own", { action: "sagemaker:AddTags", on: job, with: made }],
  ["edits its own role", { action: "iam:PutRolePolicy", on: contract.role.arn }],
  ["takes off its boundary", { action: "iam:DeleteRolePermissionsBoundary", on: contract.role.arn }],
  ["goes on to its own role", { action: "sts:AssumeRole", on: contract.role.arn }],
  [
    "reads with the bucket's key what is not the bucket's",
    {
      action: "kms:Decrypt",
      on: arn("kms", "key/k"),
      with: {
        "kms:ViaService": "s3.us-east-1.amazonaws.com",
        "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::payroll",
      },
    },
  ],
  [
    "asks the key itself",
    {
      action: "kms:Decrypt",
      on: arn("kms", "key/k"),
      with: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::auger-acmeorg" },
    },
  ],
])("held: %s", (_what, call) => {
  expect(decide(call)).toMatch(/Deny$/);
});
