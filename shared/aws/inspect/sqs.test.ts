import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { countMessages } from "./sqs.ts";

const place = { region: "us-east-1" };
const error = (name: string, message = "") => Object.assign(new Error(message), { name });

describe("a queue", () => {
  test("its messages", async () => {
    const client = fakeClient({
      GetQueueUrl: { QueueUrl: "u" },
      GetQueueAttributes: { Attributes: { ApproximateNumberOfMessages: "7" } },
    });
    expect(await countMessages("q", place, client)).toBe(7);
  });

  test.each(["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"])("that is missing: %s", async (name) => {
    expect(await countMessages("q", place, fakeClient({ GetQueueUrl: error(name) }))).toBeUndefined();
  });
});
