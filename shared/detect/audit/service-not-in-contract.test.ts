import { expect, test } from "@jest/globals";
import { serviceNotInContract } from "./service-not-in-contract.ts";
import { allow, answerOf, boundaryOf, deny, foundBy, holding, roleArn, seenRole } from "./support/fixtures.ts";

const key = "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c";
const viaS3 = { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } };
const slr = { StringEquals: { "iam:AWSServiceName": "eks.amazonaws.com" } };

test.each([
  ["what the contract names", seenRole(), "clean"],
  ["nobody registered it", seenRole({ contract: "none" }), "not-applicable"],
  ["reading settings", holding([allow("ec2:DescribeInstances")]), ["medium extra 0"]],
  ["reading data", holding([allow("dynamodb:Get*")]), ["high extra 0"]],
  ["writing", holding([allow(["ec2:RunInstances", "ec2:StopInstances"])]), ["high extra 0"]],
  ["everything", holding([allow("*")]), ["high extra 0"]],
  ["in another case", holding([allow("DynamoDB:scan")]), ["high extra 0"]],
  ["a service that is named", holding([allow("ec2:*")], { contract: { services: ["s3", "ec2"] } }), "clean"],
  ["who am I", holding([allow("sts:GetCallerIdentity")]), "clean"],
  ["a key for S3", holding([allow("kms:Decrypt", "*", viaS3)]), "clean"],
  ["one key", holding([allow(["kms:Decrypt", "kms:GenerateDataKey"], key)]), "clean"],
  ["every key", holding([allow("kms:Decrypt")]), ["high extra 0"]],
  ["more of one key than using it", holding([allow("kms:*", key)]), ["high extra 0"]],
  [
    "a secret that is declared",
    holding([allow("secretsmanager:GetSecretValue")], {
      contract: { secrets: ["arn:aws:secretsmanager:*:*:secret:auger-*"] },
    }),
    "clean",
  ],
  [
    "a declared role looked at",
    holding([allow("iam:GetRole")], { contract: { passRoles: ["arn:aws:iam::*:role/x"] } }),
    "clean",
  ],
  ["itself looked at", holding([allow(["iam:GetRole", "iam:SimulatePrincipalPolicy"], roleArn)]), "clean"],
  ["IAM looked at", holding([allow("iam:Get*")]), ["medium extra 0"]],
  ["a service's own role", holding([allow("iam:CreateServiceLinkedRole", "*", slr)]), "clean"],
  ["taken away by a Deny", holding([allow("ec2:*"), deny("ec2:*")]), "clean"],
  ["taken away by the boundary", holding([allow("ec2:*")], { role: boundaryOf(allow("s3:*")) }), "clean"],
  ["what is denied is not allowed", holding([deny("ec2:*")]), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(serviceNotInContract, seen)).toEqual(expected);
});

test("says which statement, and how it is without", () => {
  const { where, fixed, detail } = foundBy(
    serviceNotInContract,
    holding([{ Sid: "Both", ...allow(["s3:GetObject", "ec2:RunInstances"]) }]),
  );
  expect(where).toEqual({ policy: "extra", statement: 0, sid: "Both", line: expect.any(Number) });
  expect(JSON.parse(fixed ?? "")).toMatchObject({ Sid: "Both", Action: ["s3:GetObject"] });
  expect(detail).toBe("allows ec2:RunInstances; the contract names s3");
});
