import { expect, test } from "@jest/globals";
import { assumeRecord, learntState, says } from "../../vendors/watch/example-acts.ts";
import { takenByTwoKinds } from "./taken-by-two-kinds.ts";

const service = {
  ...assumeRecord,
  eventID: "s",
  userIdentity: { type: "AWSService", invokedBy: "lambda.amazonaws.com" },
};

test.each([
  ["a service, after the vendor", service, learntState(), 1],
  ["the vendor, after a service", assumeRecord, learntState([service]), 1],
  ["the vendor again", assumeRecord, learntState(), 0],
  ["both as ever", service, learntState([assumeRecord, service]), 0],
])("%s", (_what, record, before, count) => expect(says(takenByTwoKinds, record, { before })).toHaveLength(count));

test("an own role that takes it is no concern", () => {
  const record = { ...assumeRecord, userIdentity: { type: "AssumedRole", accountId: "111122223333" } };
  expect(says(takenByTwoKinds, record, { before: learntState(), how: "assumed" })).toBeUndefined();
});
