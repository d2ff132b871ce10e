import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { QueueSource } from "../../shared/model/function-definition.ts";

/** What Lambda needs to feed a queue to a function, with the function's role. */
const feeding = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

/** Of a batch in which some records fail, only those come back. */
export const feedFromQueue = (handler: LambdaFunction, queue: IQueue, source: QueueSource): void => {
  handler.addToRolePolicy(new PolicyStatement({ actions: feeding, resources: [queue.queueArn] }));
  handler.addEventSourceMapping("Source", {
    eventSourceArn: queue.queueArn,
    batchSize: source.batchSize,
    maxConcurrency: source.maximumConcurrency,
    ...(source.window === undefined ? {} : { maxBatchingWindow: Duration.seconds(source.window) }),
    reportBatchItemFailures: true,
  });
};
