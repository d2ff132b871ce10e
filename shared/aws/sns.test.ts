import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { confirmedSubscriptions, publish } from "./sns.ts";

test("a publication, one text per protocol", async () => {
  const client = fakeClient({ Publish: { MessageId: "m-1" } });
  const publication = { subject: "s", message: '{"default":"m"}', attributes: { type: "unowned" } };
  expect(await publish("arn:topic", publication, client)).toBe("m-1");
  expect(client.sent).toEqual([
    {
      operation: "Publish",
      input: {
        TopicArn: "arn:topic",
        Subject: "s",
        Message: '{"default":"m"}',
        MessageStructure: "json",
        MessageAttributes: { type: { DataType: "String", StringValue: "unowned" } },
      },
    },
  ]);
});

test.each([
  [{ SubscriptionsConfirmed: "2", SubscriptionsPending: "5" }, 2],
  [{ SubscriptionsConfirmed: "0" }, 0],
  [undefined, 0],
])("of %j so many are confirmed: %d", async (Attributes, count) => {
  const client = fakeClient({ GetTopicAttributes: { Attributes } });
  expect(await confirmedSubscriptions("arn:topic", client)).toBe(count);
});
