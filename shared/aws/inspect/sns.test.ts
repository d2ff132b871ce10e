import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { countListeners } from "./sns.ts";

const place = { region: "us-east-1" };
const answers = (answer: object) => fakeClient({ GetTopicAttributes: answer });

test("confirmed subscriptions are counted, pending ones are not", async () => {
  const client = answers({ Attributes: { SubscriptionsConfirmed: "2", SubscriptionsPending: "5" } });
  expect(await countListeners("arn", place, client)).toBe(2);
});

test("a missing topic is told apart from a refusal", async () => {
  const error = (name: string) => Object.assign(new Error(), { name });
  expect(await countListeners("arn", place, answers(error("NotFoundException")))).toBeUndefined();
  await expect(countListeners("arn", place, answers(error("AuthorizationErrorException")))).rejects.toThrow();
});
