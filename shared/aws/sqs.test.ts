import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { hideMessage, sendAgain, sendDeadLetter, sendMessage } from "./sqs.ts";

test.each([
  [30, 30],
  [0.2, 1],
  [0, 1],
  [-5, 1],
  [1_000_000, 43_000],
])("%d seconds are hidden for %d: SQS takes whole seconds, up to 12 hours", async (seconds, VisibilityTimeout) => {
  const client = fakeClient({ ChangeMessageVisibility: {} });
  await hideMessage({ queueUrl: "https://queue", receiptHandle: "handle", seconds }, client);
  expect(client.sent).toEqual([
    {
      operation: "ChangeMessageVisibility",
      input: { QueueUrl: "https://queue", ReceiptHandle: "handle", VisibilityTimeout },
    },
  ]);
});

test("a dead letter carries its reason", async () => {
  const client = fakeClient({ SendMessage: {} });
  await sendDeadLetter(
    { deadLetterUrl: "https://dead", body: "{", attributes: { reason: "not JSON", messageId: "m" } },
    client,
  );
  expect(client.sent).toEqual([
    {
      operation: "SendMessage",
      input: {
        QueueUrl: "https://dead",
        MessageBody: "{",
        MessageAttributes: {
          reason: { DataType: "String", StringValue: "not JSON" },
          messageId: { DataType: "String", StringValue: "m" },
        },
      },
    },
  ]);
});

test("a message is JSON", async () => {
  const client = fakeClient({ SendMessage: {} });
  await sendMessage("https://queue", { a: "ü" }, client);
  expect(client.sent).toEqual([
    { operation: "SendMessage", input: { QueueUrl: "https://queue", MessageBody: '{"a":"ü"}' } },
  ]);
});

test.each([
  [59.2, 60],
  [3_600, 900],
  [-1, 0],
])("a message sent again after %d s is delayed by %d: SQS takes up to 15 minutes", async (seconds, DelaySeconds) => {
  const client = fakeClient({ SendMessage: {} });
  await sendAgain({ queueUrl: "https://queue", body: '{"a" : 1}', seconds }, client);
  expect(client.sent).toEqual([
    { operation: "SendMessage", input: { QueueUrl: "https://queue", MessageBody: '{"a" : 1}', DelaySeconds } },
  ]);
});
