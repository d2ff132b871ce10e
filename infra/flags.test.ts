import { expect, test } from "@jest/globals";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { FLAGS } from "aws-cdk-lib/cx-api";
import { resourcesOf } from "./constructs/fixture.ts";
import { flags } from "./flags.ts";

test("every flag is one that this CDK knows", () => {
  expect(Object.keys(flags).filter((name) => !(name in FLAGS))).toEqual([]);
});

test("what CloudFormation would refuse fails the synthesis", () => {
  const build = () => resourcesOf((stack) => new CfnQueue(stack, "Queue", { visibilityTimeout: 43_201 }));
  expect(build).toThrow(/VisibilityTimeout/);
});
