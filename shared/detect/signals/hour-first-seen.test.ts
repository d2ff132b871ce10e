import { expect, test } from "@jest/globals";
import { getObjectRecord, learntState, says, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { hourFirstSeen } from "./hour-first-seen.ts";

const noHours = vendorSettings({ hours: undefined });
const seen = { before: learntState(), settings: noHours };

test("another hour", () => {
  expect(says(hourFirstSeen, { ...getObjectRecord, eventTime: "2026-07-01T03:10:00Z" }, seen)).toEqual([
    "used between 03:00 and 03:59 UTC, for the first time",
  ]);
});
test("the usual hour", () => expect(says(hourFirstSeen, getObjectRecord, seen)).toEqual([]));
test("agreed hours say it for certain", () => {
  expect(says(hourFirstSeen, getObjectRecord, { before: learntState() })).toBeUndefined();
});
