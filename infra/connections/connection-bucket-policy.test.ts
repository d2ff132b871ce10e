import { describe, expect, test } from "@jest/globals";
import { App, CliCredentialsStackSynthesizer, type IStackSynthesizer, Stack } from "aws-cdk-lib";
import type { ClosedBucket } from "../../shared/connections/closed-buckets.ts";
import { evaluate } from "../../shared/policy/evaluate.ts";
import { allow, identity } from "../../shared/policy/fixtures.ts";
import { readPolicy } from "../../shared/policy/read.ts";
import { only, type Resources, resourcesOfStack } from "../constructs/fixture.ts";
import { ConnectionBucketPolicy } from "./connection-bucket-policy.ts";

const arn = (resource: string) => `arn:aws:iam::111122223333:${resource}`;
const closed: ClosedBucket = {
  ...{ bucket: "lake", admins: [arn("role/platform")] },
  groups: [{ roles: [arn("role/sales")], scopes: [{ prefix: "sales/", access: "read" }] }],
};

test("one that S3 would not take is refused", () => {
  const roles = Array.from({ length: 90 }, (_, index) => arn(`role/sales-${index}`));
  const groups = [{ roles, scopes: [{ prefix: "sales/", access: "read" as const }] }];
  const stack = new Stack(new App(), "Test");
  expect(() => new ConnectionBucketPolicy(stack, "Lake", { closed: { ...closed, groups } })).toThrow(
    /the policy of lake has \d+ characters; allowed: 20480/,
  );
});

const made = (synthesizer?: IStackSynthesizer): Resources =>
  resourcesOfStack((app: App) => {
    const stack = new Stack(app, "Test", { env: { region: "us-east-1" }, ...(synthesizer && { synthesizer }) });
    new ConnectionBucketPolicy(stack, "Lake", { closed });
    return stack;
  });

/** As it is in one account. */
const deployed = (resources: Resources) => {
  const { Properties } = only(resources, "AWS::S3::BucketPolicy");
  expect(Properties.Bucket).toBe("lake");
  const text = JSON.stringify(Properties.PolicyDocument)
    .replaceAll("<AWS::Partition>", "aws")
    .replaceAll("<AWS::AccountId>", "111122223333");
  expect(text).not.toMatch(/<|\$\{/);
  const resource = { name: "bucket", policy: readPolicy(text, "resource") };
  expect(resource.policy.problems).toEqual([]);
  return (who: string, action: string, at = "arn:aws:s3:::lake") => {
    const principal = { arn: who.replace(/:iam:(.*):role\/(.*)/, ":sts:$1:assumed-role/$2/x") };
    const context = { "aws:SecureTransport": "true" };
    return (
      evaluate({ principal, action, resource: { arn: at }, context }, { identity: [identity(allow("*"))], resource })
        .decision === "allowed"
    );
  };
};

const bootstrapped = arn("role/cdk-hnb659fds-cfn-exec-role-111122223333-us-east-1");

describe("by the CDK's bootstrap", () => {
  const isAllowed = deployed(made());

  test.each([
    [arn("role/platform"), true],
    [bootstrapped, true],
    [arn("root"), true],
    [arn("role/sales"), false],
    [arn("role/Administrator"), false],
  ])("%s keeps the policy: %s", (who, isKeeper) => {
    for (const action of ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]) expect(isAllowed(who, action)).toBe(isKeeper);
  });

  test("roles and admins read, nobody else", () => {
    const object = "arn:aws:s3:::lake/sales/a";
    const who = ["role/sales", "role/platform", "role/Administrator", "root", "user/alice"].map(arn);
    expect([...who, bootstrapped].filter((each) => isAllowed(each, "s3:GetObject", object))).toEqual(who.slice(0, 2));
  });
});

test("without the bootstrap's role it keeps nothing", () => {
  const isAllowed = deployed(made(new CliCredentialsStackSynthesizer() as IStackSynthesizer));
  expect(isAllowed(bootstrapped, "s3:PutBucketPolicy")).toBe(false);
  expect(isAllowed(arn("root"), "s3:PutBucketPolicy")).toBe(true);
});
