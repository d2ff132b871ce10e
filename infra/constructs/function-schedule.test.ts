import { describe, expect, test } from "@jest/globals";
import { ManagedPolicy } from "aws-cdk-lib/aws-iam";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { names } from "../../shared/names.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { FunctionSchedule } from "./function-schedule.ts";
import { WardenKey } from "./warden-key.ts";

const scheduled = (every = "PT5M") =>
  resourcesOf((stack) => {
    const handler = new LambdaFunction(stack, "Handler", {
      runtime: Runtime.NODEJS_24_X,
      handler: "handler.handler",
      code: Code.fromInline("exports.handler = async () => {};"),
    });
    new FunctionSchedule(stack, "Schedule", {
      name: "sagewarden-tried",
      every,
      target: handler,
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

describe("a schedule that feeds a queue", () => {
  const resources = resourcesOf((stack) => {
    const boundary = ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "tried");
    const key = new WardenKey(stack, "Key", { isKept: false });
    const target = { queueArn: "arn:aws:sqs:us-east-1:111122223333:tried", key };
    new FunctionSchedule(stack, "Schedule", { name: "sagewarden-tried", every: "P1D", target, boundary });
  });

  test("puts an empty request into it", () => {
    expect(only(resources, "AWS::Scheduler::Schedule").Properties).toMatchObject({
      ScheduleExpression: "rate(1440 minutes)",
      Target: { Arn: "arn:aws:sqs:us-east-1:111122223333:tried", Input: "{}" },
    });
  });

  test("may write to it, with the key through SQS only, and nothing else", () => {
    const [send, use, ...further] = statementsIn(only(resources, "AWS::IAM::Policy"));
    expect(send).toEqual({
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: "arn:aws:sqs:us-east-1:111122223333:tried",
    });
    expect(use?.Condition).toEqual({ StringEquals: { "kms:ViaService": ["sqs.us-east-1.amazonaws.com"] } });
    expect(further).toEqual([]);
  });
});
