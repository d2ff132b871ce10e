import { describe, expect, test } from "@jest/globals";
import { ManagedPolicy } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { names } from "../../shared/names.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { FunctionSchedule } from "./function-schedule.ts";

const scheduled = (every = "PT5M") =>
  resourcesOf((stack) => {
    const handler = new LambdaFunction(stack, "Handler", {
      runtime: Runtime.NODEJS_24_X,
      handler: "handler.handler",
      code: Code.fromInline("exports.handler = async () => {};"),
    });
    new FunctionSchedule(stack, "Schedule", {
      handler,
      name: "sagewarden-tried",
      source: { type: "schedule", every },
      boundary: ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "tried"),
    });
  });

describe("a schedule", () => {
  test.each([
    ["PT1M", "rate(1 minute)"],
    ["PT5M", "rate(5 minutes)"],
    ["PT1H", "rate(60 minutes)"],
  ])("of %s is %s", (every, rate) => {
    expect(only(scheduled(every), "AWS::Scheduler::Schedule").Properties.ScheduleExpression).toBe(rate);
  });

  test("of half a minute is refused", () => {
    expect(() => scheduled("PT30S")).toThrow(/whole number of minutes/);
  });

  test("starts the function in time and once: the next run looks at everything again", () => {
    expect(only(scheduled(), "AWS::Scheduler::Schedule").Properties).toMatchObject({
      Name: "sagewarden-tried",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: "<Handler.Arn>", RoleArn: "<ScheduleRole.Arn>", RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
  });
});

describe("its role", () => {
  const { ScheduleRole: role, ScheduleRoleDefaultPolicy: policy } = scheduled();
  if (!role || !policy) throw new Error("the role is not where the tests look for it");

  test("starts this function and does nothing else", () => {
    expect(statementsIn(policy)).toEqual([
      { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "<Handler.Arn>" },
    ]);
  });

  test("is for the scheduler of this account, not for another account's", () => {
    expect(statementsIn(role, "AssumeRolePolicyDocument")).toEqual([
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "<AWS::AccountId>" } },
      },
    ]);
  });

  test("is ours by name and path, within the boundary", () => {
    expect(role.Properties).toMatchObject({
      RoleName: "sagewarden-tried-schedule",
      Path: names.rolePath,
      PermissionsBoundary: expect.stringMatching(/:policy\/tried$/),
    });
  });
});
