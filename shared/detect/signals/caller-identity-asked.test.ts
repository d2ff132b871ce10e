import { expect, test } from "@jest/globals";
import { callRecord, getObjectRecord, seenOf } from "../../vendors/watch/example-acts.ts";
import { callerIdentityAsked } from "./caller-identity-asked.ts";

const asks = callRecord("sts", "GetCallerIdentity", null);

test("told, and once a day", () => {
  const first = seenOf(asks);
  expect(callerIdentityAsked.detect(first)).toEqual(["asked whose credentials they are"]);
  const later = (eventTime: string) => seenOf({ ...asks, eventTime, eventID: eventTime }, { before: first.after });
  expect(callerIdentityAsked.detect(later("2026-07-01T18:00:00Z"))).toEqual([]);
  expect(callerIdentityAsked.detect(later("2026-07-02T18:00:00Z"))).toHaveLength(1);
});
test("another call is no concern", () => expect(callerIdentityAsked.detect(seenOf(getObjectRecord))).toBeUndefined());
