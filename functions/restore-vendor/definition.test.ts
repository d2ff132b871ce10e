import { expect, test } from "@jest/globals";
import { definition } from "./definition.ts";

const allowed = definition.permissions.flatMap(({ actions }) => actions);

test("it can do each write that a plan may hold", () => {
  expect(allowed).toEqual(
    expect.arrayContaining([
      ...["iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      ...["iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary", "iam:UpdateAssumeRolePolicy"],
      ...["iam:UpdateRole", "iam:TagRole", "iam:UntagRole", "iam:CreateRole"],
      ...["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile"],
    ]),
  );
});

test("it makes no policy, user, key or trust of others, and deletes no role", () => {
  for (const action of allowed)
    expect(action).not.toMatch(/^iam:(Create(?!Role$)|DeleteRole$|SetDefault|PutGroup|(?!Get)\w*Login|\w*Provider)/);
});

test("a role is handed to instances only", () => {
  const passing = definition.permissions.filter(({ actions }) => actions.includes("iam:PassRole"));
  expect(passing.map(({ condition }) => condition)).toEqual([
    { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
  ]);
});
