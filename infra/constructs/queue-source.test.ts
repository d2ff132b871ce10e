import { describe, expect, test } from "@jest/globals";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { feedFromQueue } from "./queue-source.ts";

const resources = resourcesOf((stack) => {
  const handler = new LambdaFunction(stack, "Handler", {
    runtime: Runtime.NODEJS_24_X,
    handler: "handler.handler",
    code: Code.fromInline("exports.handler = async () => {};"),
  });
  feedFromQueue(handler, new Queue(stack, "Queue"), {
    type: "queue",
    queue: "creations",
    batchSize: 7,
    maximumConcurrency: 3,
  });
});

describe("a function that a queue feeds", () => {
  const mapping = only(resources, "AWS::Lambda::EventSourceMapping").Properties;

  test("gets batches of the defined size, and is not started more often at once than defined", () => {
    expect(mapping).toMatchObject({
      EventSourceArn: "<Queue.Arn>",
      FunctionName: "<Handler>",
      BatchSize: 7,
      ScalingConfig: { MaximumConcurrency: 3 },
    });
  });

  test("gives back the records that failed, and those only", () => {
    expect(mapping.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
  });

  test("may take from that queue, and not write to it", () => {
    expect(statementsIn(only(resources, "AWS::IAM::Policy"))).toEqual([
      {
        Effect: "Allow",
        Action: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        Resource: "<Queue.Arn>",
      },
    ]);
  });
});
