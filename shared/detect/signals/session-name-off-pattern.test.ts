import { expect, test } from "@jest/globals";
import { assumeRecord, says, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { sessionNameOffPattern } from "./session-name-off-pattern.ts";

const named = (roleSessionName: unknown) => ({
  ...assumeRecord,
  requestParameters: { ...assumeRecord.requestParameters, roleSessionName },
});

test.each([
  ["as agreed", "auger-9", 0],
  ["otherwise", "botocore-session-1700000000", 1],
])("%s", (_what, name, count) => expect(says(sessionNameOffPattern, named(name))).toHaveLength(count));

test.each([
  ["no name", named(undefined), {}],
  ["no pattern", named("x-1"), { settings: vendorSettings({ roleSessionName: undefined }) }],
  ["a denied call", { ...named("x-1"), errorCode: "AccessDenied" }, {}],
])("does not concern %s", (_what, record, seen) => expect(says(sessionNameOffPattern, record, seen)).toBeUndefined());
