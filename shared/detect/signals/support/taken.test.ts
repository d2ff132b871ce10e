import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, seenOf } from "../../../vendors/watch/example-acts.ts";
import { isTaken, takenFrom } from "./taken.ts";

test.each([
  ["the vendor", assumeRecord, true, "999988887777"],
  ["denied", { ...assumeRecord, errorCode: "AccessDenied" }, false, undefined],
  ["a service", { ...assumeRecord, userIdentity: { type: "AWSService", invokedBy: "x" } }, true, undefined],
  ["a session's act", getObjectRecord, false, undefined],
])("%s", (_what, record, taken, from) => {
  const seen = seenOf(record);
  expect(isTaken(seen)).toBe(taken);
  expect(takenFrom(seen)).toBe(from);
});
