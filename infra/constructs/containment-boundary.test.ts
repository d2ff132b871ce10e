import { describe, expect, test } from "@jest/globals";
import type { FunctionDefinition } from "../../shared/model/function-definition.ts";
import { matchesGlob } from "../../shared/model/glob.ts";
import { names } from "../../shared/names.ts";
import { definitions } from "../definitions.ts";
import type { Statement } from "../fixture.ts";
import { ContainmentBoundary } from "./containment-boundary.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";

const needing = (...actions: readonly string[]): FunctionDefinition => ({
  folder: "try-things",
  functionName: "sagewarden-try-things",
  description: "",
  timeout: 1,
  memory: 128,
  environment: [],
  permissions: [{ actions, resources: ["table"], why: "" }],
  source: { type: "schedule", every: "PT5M" },
});
const kept = {
  roles: ["arn:aws:iam::111122223333:role/admin/*"],
  resources: [],
  users: ["root-like", "arn:aws:iam::111122223333:user/x/y"],
};
const boundaryOf = (all: readonly FunctionDefinition[]) =>
  only(
    resourcesOf(
      (stack) => new ContainmentBoundary(stack, "Boundary", { definitions: all, settings: { protected: kept } }),
    ),
    "AWS::IAM::ManagedPolicy",
  );
const writer = needing("iam:PutRolePolicy", "iam:GetRole", "iam:PassRole");
const boundary = boundaryOf([writer, needing("s3:GetObject")]);
const [allow, deny, ...others] = statementsIn(boundary);

test("has its name and path, and is for those that write IAM", () => {
  expect(boundary.Properties).toMatchObject({ ManagedPolicyName: names.containmentBoundary, Path: names.rolePath });
  expect(allow?.Action).toEqual(expect.arrayContaining(["iam:PutRolePolicy", "iam:GetRole", "kms:Decrypt"]));
  expect(allow?.Action).not.toContain("s3:GetObject");
  expect(others).toEqual([]);
});

test("by itself changes neither IAM nor itself", () => {
  expect(
    statementsIn(boundaryOf([]))
      .flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith("iam:")),
  ).toEqual([]);
});

describe("every write of IAM is denied on", () => {
  const patterns = ((deny as Statement).Resource as string[]).map((resource) =>
    resource.replace("<AWS::Partition>", "aws").replaceAll("<AWS::AccountId>", "111122223333"),
  );
  const isDenied = (resource: string): boolean =>
    patterns.some((pattern) => matchesGlob(`arn:aws:iam::111122223333:${resource}`, pattern));

  test("and no read", () => {
    expect(deny).toMatchObject({ Effect: "Deny", Action: ["iam:PassRole", "iam:PutRolePolicy"] });
  });

  test.each([
    ["our own role", "role/sagewarden/sagewarden-contain-vendor"],
    ["our own policy", "policy/sagewarden/sagewarden-containment-boundary"],
    ["a service-linked role", "role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForX"],
    ["Identity Center's", "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123"],
    ["CDK's", "role/cdk-hnb659fds-cfn-exec-role-111122223333-us-east-1"],
    ["a protected role", "role/admin/one"],
    ["a protected user, wherever it is", "user/root-like"],
    ["a protected user in a path", "user/some/where/root-like"],
    ["a protected user by ARN", "user/x/y"],
  ])("%s", (_what, resource) => expect(isDenied(resource)).toBe(true));

  test.each([
    ["a vendor's role", "role/vendor/auger/vendor-auger"],
    ["a role that is called like one of CDK's", "role/cdk-things"],
    ["another user", "user/alice"],
  ])("and none on %s", (_what, resource) => expect(isDenied(resource)).toBe(false));
});

test("is within a managed policy's size with all that the product has", () => {
  expect(JSON.stringify(boundaryOf(definitions).Properties.PolicyDocument).length).toBeLessThan(6_144);
});
