import { expect, test } from "@jest/globals";
import { allow, attached, awsPolicy, deny, holding, roleArn, seenRole } from "./fixtures.ts";
import { iamGrants, iamTarget, isWide, privilegedAmong } from "./iam.ts";

test.each([
  ["iam:PutRolePolicy", "role"],
  ["iam:CreateAccessKey", "user"],
  ["iam:AddUserToGroup", "group"],
  ["iam:SetDefaultPolicyVersion", "policy"],
  ["iam:DeleteUserPermissionsBoundary", "user"],
] as const)("%s writes to a %s", (action, target) => {
  expect(iamTarget(action)).toBe(target);
});

test.each([
  ["*", true],
  ["arn:aws:iam::*:role/*", true],
  ["arn:aws:iam::111122223333:role/vendor/*", false],
  ["arn:aws:iam::111122223333:role/x", false],
  ["arn:aws:lambda:us-east-1:111122223333:function:*", true],
  ["arn:aws:lambda:us-east-1:111122223333:function:auger-*", false],
  ["arn:aws:sqs:us-east-1:111122223333:*", true],
  ["arn:aws:sqs:us-east-1:111122223333:auger", false],
  ["arn:aws:s3:::*", true],
  ["arn:aws:s3:::auger/*", false],
  ["arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/*", true],
  ["arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/auger", false],
  ["arn:aws:dynamodb:us-east-1:111122223333:table/x/index/*", false],
] as const)("%s is wide: %s", (resource, expected) => {
  expect(isWide(resource)).toBe(expected);
});

test("a Deny for all but some roles counts", () => {
  const but = { ...deny("iam:*"), Resource: undefined, NotResource: "arn:aws:iam::111122223333:role/auger-*" };
  expect(iamGrants(holding([allow("iam:PutRolePolicy")]), "iam:PutRolePolicy")).toHaveLength(1);
  expect(iamGrants(holding([allow("iam:PutRolePolicy"), but]), "iam:PutRolePolicy")).toEqual([]);
});

test("a role that may give itself anything", () => {
  const [role] = [seenRole().role];
  const admin = {
    ...role,
    arn: "arn:aws:iam::111122223333:role/admin",
    policies: [attached(awsPolicy("AdministratorAccess"))],
  };
  const seen = seenRole({ account: { roles: [role, admin] } });
  expect(privilegedAmong(seen, "arn:aws:iam::*:role/a*").map(({ arn }) => arn)).toEqual([admin.arn]);
  expect(privilegedAmong(seen, roleArn)).toEqual([]);
});

test("a service's own roles are not written to", () => {
  const linked = "arn:aws:iam::*:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot";
  expect(iamGrants(holding([allow("iam:PutRolePolicy", linked)]), "iam:PutRolePolicy")).toEqual([]);
});
