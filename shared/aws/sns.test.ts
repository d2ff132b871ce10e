import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { publish } from "./sns.ts";

test("a publication, one text per protocol", async () => {
  const client = fakeClient({ Publish: {} });
  await publish("arn:topic", { subject: "s", message: '{"default":"m"}', attributes: { type: "unowned" } }, client);
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
