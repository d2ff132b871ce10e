import { expect, test } from "@jest/globals";
import { CfnGroup } from "aws-cdk-lib/aws-iam";
import { only, resourcesOf } from "./fixture.ts";
import { ignoreLint } from "./ignore-lint.ts";

test("the template says to cfn-lint which rule does not hold for the resource", () => {
  const resources = resourcesOf((stack) => ignoreLint(new CfnGroup(stack, "Group"), "W3005", "because"));
  expect(only(resources, "AWS::IAM::Group")).toMatchObject({
    Metadata: { "cfn-lint": { config: { ignore_checks: ["W3005"] }, reason: "because" } },
  });
});
