import { expect, test } from "@jest/globals";
import { evaluate } from "../../shared/policy/evaluate.ts";
import { only } from "../constructs/fixture.ts";
import { layersOf, studio } from "./fixture.ts";
import { StudioDomain, type StudioDomainProps } from "./studio-domain.ts";

const made = (change: Partial<StudioDomainProps> = {}) =>
  studio((stack, policies) => {
    new StudioDomain(stack, "Studio", {
      policies,
      vpc: "vpc-12345678",
      subnets: ["subnet-12345678"],
      securityGroups: ["sg-12345678"],
      ...change,
    });
  });
const domain = (change: Partial<StudioDomainProps> = {}) => only(made(change), "AWS::SageMaker::Domain");

test("a domain in which each call can be told apart", () => {
  expect(domain()).toMatchObject({
    DeletionPolicy: "RetainExceptOnCreate",
    Properties: {
      ...{ AuthMode: "IAM", TagPropagation: "ENABLED", AppNetworkAccessType: "VpcOnly", VpcId: "vpc-12345678" },
      DomainSettings: { ExecutionRoleIdentityConfig: "USER_PROFILE_NAME" },
      DefaultUserSettings: { ExecutionRole: "<StudioNobody.Arn>", SecurityGroups: ["sg-12345678"] },
    },
  });
});

test.each<[string, Partial<StudioDomainProps>, object]>([
  ["open to the internet", { isVpcOnly: false }, { AppNetworkAccessType: "PublicInternetOnly" }],
  ["by Identity Center", { authMode: "SSO" }, { AuthMode: "SSO" }],
  ["with a key", { kmsKeyId: "alias/studio" }, { KmsKeyId: "alias/studio" }],
])("%s", (_, change, properties) => {
  expect(domain(change).Properties).toMatchObject(properties);
});

test("goes with its stack where that is wanted", () => {
  expect(domain({ isKept: false }).DeletionPolicy).toBe("Delete");
});

test.each(["sagemaker:ListModels", "s3:GetObject", "iam:PassRole", "sts:GetCallerIdentity"])(
  "a profile without a team may not %s",
  (action) => {
    const principal = { arn: "arn:aws:sts::111122223333:assumed-role/sagewarden-studio-nobody/x" };
    const request = { principal, action, resource: { arn: "*" }, context: {} };
    expect(evaluate(request, layersOf(made(), "sagewarden-studio-nobody")).decision).toMatch(/Deny$/);
  },
);
