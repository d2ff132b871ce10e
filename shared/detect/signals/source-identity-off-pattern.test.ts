import { expect, test } from "@jest/globals";
import { assumeRecord, says, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { sourceIdentityOffPattern } from "./source-identity-off-pattern.ts";

const identified = (sourceIdentity: unknown, answered: unknown = sourceIdentity) => ({
  ...assumeRecord,
  requestParameters: { ...assumeRecord.requestParameters, sourceIdentity },
  responseElements: { ...assumeRecord.responseElements, sourceIdentity: answered },
});

test.each([
  ["as agreed", identified("auger"), 0],
  ["in the answer only", identified(undefined, "auger"), 0],
  ["another", identified("somebody"), 1],
  ["none", identified(undefined), 1],
])("%s", (_what, record, count) => expect(says(sourceIdentityOffPattern, record)).toHaveLength(count));

test.each([
  ["no pattern", identified("x"), { settings: vendorSettings({ sourceIdentity: undefined }) }],
  ["no parameters", { ...assumeRecord, requestParameters: null }, { how: "assumed" }],
] as const)("does not concern %s", (_what, record, seen) =>
  expect(says(sourceIdentityOffPattern, record, seen)).toBeUndefined(),
);
