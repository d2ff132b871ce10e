import { describe, expect, test } from "@jest/globals";
import { App, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { IConstruct } from "constructs";
import { addChecks } from "../checks.ts";
import { acknowledge, acknowledgePattern } from "./acknowledge.ts";
import { resourcesOfStack } from "./fixture.ts";

const acknowledged = ({ node }: IConstruct): unknown[] =>
  node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);

/** What the checks find, or nothing. */
const findingsIn = (build: (stack: Stack) => void): string => {
  try {
    resourcesOfStack((app) => {
      const stack = new Stack(app, "Test", { env: { region: "us-east-1" } });
      build(stack);
      addChecks(app);
      return stack;
    });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a rule that does not hold", () => {
  const bare = (stack: Stack) => new Queue(stack, "Queue", { enforceSSL: true });

  test("is found where nobody says why", () => expect(findingsIn(bare)).toContain("AwsSolutions-SQS3"));

  test("is not found where somebody does, and the others are", () => {
    const found = findingsIn((stack) => acknowledge(bare(stack), "AwsSolutions-SQS3", "It is tried."));
    expect(found).not.toContain("AwsSolutions-SQS3");
    expect(found).toContain("Serverless-SQSRedrivePolicy");
  });

  test("keeps its reason for those who audit it", () => {
    const stack = new Stack(new App(), "Test");
    acknowledge(stack, "AwsSolutions-SQS3", "It is tried.");
    expect(acknowledged(stack)).toEqual([{ "Annotation::AwsSolutions-SQS3": "It is tried." }]);
  });
});

describe("a pattern among a role's resources", () => {
  const places: readonly [string, (stack: Stack) => string][] = [
    ["all", () => "*"],
    ["a literal", () => "arn:aws:iam::111122223333:role/*"],
    ["of this account and partition", (stack) => stack.formatArn({ service: "sagemaker", region: "*", resource: "*" })],
    ["after a variable of IAM with a blank", () => `arn:aws:s3:::data/\${aws:PrincipalTag/Cost Team}/*`],
    ["under a resource's attribute", (stack) => `${new Queue(stack, "Other").queueArn}/*`],
  ];
  const roleWith = (stack: Stack, resource: string): Role => {
    const role = new Role(stack, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    role.addToPolicy(new PolicyStatement({ actions: ["tried:Thing"], resources: [resource] }));
    return role;
  };

  test.each(places)("%s: is found where nobody says why, and not where somebody does", (_, place) => {
    expect(findingsIn((stack) => roleWith(stack, place(stack)))).toContain("AwsSolutions-IAM5");
    const found = findingsIn((stack) => {
      const resource = place(stack);
      acknowledgePattern(roleWith(stack, resource), resource, "It is tried.");
    });
    expect(found).not.toContain("AwsSolutions-IAM5");
  });

  test.each(["arn:aws:s3:::one-bucket", "<none>"])("%s is none: nothing is acknowledged", (resource) => {
    const stack = new Stack(new App(), "Test");
    acknowledgePattern(stack, resource, "It is tried.");
    expect(acknowledged(stack)).toEqual([]);
  });
});
