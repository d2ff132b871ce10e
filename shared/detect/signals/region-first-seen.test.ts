import { expect, test } from "@jest/globals";
import { getObjectRecord, learntState, says, settingsWith } from "../../vendors/watch/example-acts.ts";
import { regionFirstSeen } from "./region-first-seen.ts";

const settings = settingsWith({});
const seen = { before: learntState(), settings };

test.each([
  ["another", "ap-south-1", 1],
  ["the usual", "eu-west-1", 0],
])("%s", (_what, awsRegion, count) =>
  expect(says(regionFirstSeen, { ...getObjectRecord, awsRegion }, seen)).toHaveLength(count),
);

test("a contract says it for certain", () => {
  expect(says(regionFirstSeen, getObjectRecord, { before: learntState() })).toBeUndefined();
});
