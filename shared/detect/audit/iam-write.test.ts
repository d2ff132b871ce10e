import { expect, test } from "@jest/globals";
import { iamWrite } from "./iam-write.ts";
import { allow, answerOf, deny, holding, seenRole } from "./support/fixtures.ts";

const bounded = { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/limit" } };

test.each([
  ["none", seenRole(), "clean"],
  ["a user", holding([allow("iam:CreateUser")]), ["high extra 0"]],
  ["a role", holding([allow("iam:CreateRole")]), ["medium extra 0"]],
  ["a role with a boundary", holding([allow("iam:CreateRole", "*", bounded)]), ["low extra 0"]],
  ["federation", holding([allow("iam:CreateOpenIDConnectProvider")]), ["high extra 0"]],
  ["tags", holding([allow("iam:TagRole")]), ["medium extra 0"]],
  ["what no list knows", holding([allow("iam:UploadServerCertificate")]), ["medium extra 0"]],
  ["what other rules judge", holding([allow(["iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:PassRole"])]), "clean"],
  ["reading", holding([allow(["iam:Get*", "iam:List*", "iam:GenerateCredentialReport"])]), "clean"],
  [
    "a service's own role",
    holding([
      allow("iam:CreateServiceLinkedRole", "*", { StringLike: { "iam:AWSServiceName": "eks*.amazonaws.com" } }),
    ]),
    "clean",
  ],
  ["any service's own role", holding([allow("iam:CreateServiceLinkedRole")]), ["medium extra 0"]],
  ["denied again", holding([allow("iam:Create*"), deny("iam:*")]), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(iamWrite, seen)).toEqual(expected);
});
