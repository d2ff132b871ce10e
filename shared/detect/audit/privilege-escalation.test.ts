import { describe, expect, test } from "@jest/globals";
import { ourAccount } from "../../vendors/fixture.ts";
import { publishedSets } from "./escalation/index.ts";
import { sageMakerSets } from "./escalation/sagemaker.ts";
import { privilegeEscalation } from "./privilege-escalation.ts";
import {
  allow,
  answerOf,
  anyRole,
  boundaryOf,
  deny,
  foundBy,
  holding,
  inline,
  roleArn,
  seenRole,
} from "./support/fixtures.ts";

const lambda = ["lambda:CreateFunction", "lambda:InvokeFunction"];
const role = (name: string): string => `arn:aws:iam::${ourAccount}:role/${name}`;
const admin = { ...seenRole().role, arn: role("admin"), name: "admin", policies: [inline("all", allow("*"))] };
const plain = {
  ...admin,
  arn: role("plain"),
  name: "plain",
  policies: [inline("some", allow("s3:GetObject", "arn:aws:s3:::x/*"))],
};
const withRoles = { account: { roles: [seenRole().role, admin, plain] } };
const bounded = { StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${ourAccount}:policy/limit` } };

describe("each set by itself", () => {
  const held = [...publishedSets, ...sageMakerSets].filter(
    ({ actions }) => !actions.some((action) => action.includes("*")) && actions.join() !== "sts:AssumeRole",
  );
  test.each(held.map(({ actions }) => [actions.join(" + "), actions] as const))("%s", (_, actions) => {
    expect(foundBy(privilegeEscalation, holding([allow(actions)])).severity).toMatch(/high|critical/);
  });
});

test.each([
  ["its bucket", seenRole(), "clean"],
  ["everything", holding([allow("*")]), ["critical extra 0"]],
  ["all of IAM", holding([allow("iam:*")]), ["critical extra 0"]],
  ["all that begins with Put", holding([allow("iam:Put*")]), ["critical extra 0"]],
  ["in another case", holding([allow("IAM:attachrolepolicy")]), ["critical extra 0"]],
  ["on itself", holding([allow("iam:PutRolePolicy", roleArn)]), ["high extra 0"]],
  ["no more than a boundary", holding([allow("iam:PutRolePolicy", "*", bounded)]), "clean"],
  [
    "only some policies",
    holding([allow("iam:AttachRolePolicy", "*", { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/X" } })]),
    "clean",
  ],
  [
    "any policy of AWS's",
    holding([allow("iam:AttachRolePolicy", "*", { ArnLike: { "iam:PolicyARN": "arn:aws:iam::aws:policy/*" } })]),
    ["critical extra 0"],
  ],
  [
    "only one policy, which gives everything",
    holding([
      allow("iam:AttachRolePolicy", "*", {
        ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
      }),
    ]),
    ["critical extra 0"],
  ],
  [
    "the Studio of the session's tag",
    holding([
      allow(
        "sagemaker:CreatePresignedDomainUrl",
        `arn:aws:sagemaker:*:*:user-profile/*/\${aws:PrincipalTag/studiouserid}`,
      ),
    ]),
    "clean",
  ],
  [
    "any policy",
    holding([allow("iam:AttachRolePolicy", "*", { ArnLike: { "iam:PolicyARN": "*" } })]),
    ["critical extra 0"],
  ],
  [
    "for users, which a role is not",
    holding([allow("iam:CreateAccessKey", `arn:aws:iam::*:user/\${aws:username}`)]),
    "clean",
  ],
  ["denied again", holding([allow("iam:*"), deny("iam:*")]), "clean"],
  ["cut by the boundary", holding([allow("*")], { role: boundaryOf(allow("s3:*")) }), "clean"],
  ["one half of a set", holding([allow(lambda)]), "clean"],
  ["the other half", holding([allow("iam:PassRole")]), "clean"],
  ["both halves in two statements", holding([allow(lambda), allow("iam:PassRole", anyRole)]), ["high extra 1"]],
  [
    "a role that is declared",
    holding([allow(lambda), allow("iam:PassRole", role("plain"))], { contract: { passRoles: [role("plain")] } }),
    "clean",
  ],
  [
    "to another service",
    holding([
      allow(lambda),
      allow("iam:PassRole", "*", { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } }),
    ]),
    "clean",
  ],
  [
    "to that service",
    holding([
      allow(lambda),
      allow("iam:PassRole", "*", { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } }),
    ]),
    ["high extra 1"],
  ],
  [
    "a role that may do everything",
    holding([allow(lambda), allow("iam:PassRole", role("admin"))], withRoles),
    ["high extra 1"],
  ],
  ["a role that may do little", holding([allow(lambda), allow("iam:PassRole", role("plain"))], withRoles), "clean"],
  [
    "denied for all but one role",
    holding([
      allow([...lambda, "iam:PassRole"]),
      { Effect: "Deny", Action: "iam:PassRole", NotResource: role("plain") },
    ]),
    "clean",
  ],
  [
    "its own function",
    holding([allow("lambda:UpdateFunctionCode", `arn:aws:lambda:us-east-1:${ourAccount}:function:auger-*`)]),
    "clean",
  ],
  [
    "every function",
    holding([allow("lambda:UpdateFunctionCode", `arn:aws:lambda:us-east-1:${ourAccount}:function:*`)]),
    ["high extra 0"],
  ],
  [
    "instances by their tag",
    holding([allow("ssm:SendCommand", "*", { StringEquals: { "ssm:resourceTag/vendor": "auger" } })]),
    "clean",
  ],
  ["a document, and no instance", holding([allow("ssm:SendCommand", "arn:aws:ssm:*::document/AWS-*")]), "clean"],
  [
    "a document, and every instance",
    holding([allow("ssm:SendCommand", ["arn:aws:ssm:*::document/AWS-*", "arn:aws:ec2:*:*:instance/*"])]),
    ["high extra 0"],
  ],
  [
    "everybody's Studio",
    holding([allow("sagemaker:CreatePresignedDomainUrl", "arn:aws:sagemaker:*:*:user-profile/d-1/*")]),
    ["high extra 0"],
  ],
  [
    "its own Studio",
    holding([
      allow("sagemaker:CreatePresignedDomainUrl", "arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/auger"),
    ]),
    "clean",
  ],
  [
    "the script of notebooks that are there",
    holding([
      allow([
        "sagemaker:UpdateNotebookInstanceLifecycleConfig",
        "sagemaker:StopNotebookInstance",
        "sagemaker:StartNotebookInstance",
      ]),
    ]),
    ["high extra 0"],
  ],
  ["nobody registered it", holding([allow("iam:PutRolePolicy")], { contract: "none" }), ["critical extra 0"]],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(privilegeEscalation, seen)).toEqual(expected);
});
